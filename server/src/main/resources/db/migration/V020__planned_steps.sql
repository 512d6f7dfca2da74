-- The step that a unit takes next: chosen, and not begun, so it is no fact yet.

create table planned_step (
    unit       text primary key,                  -- one at a time; '' is everybody
    id         uuid not null unique,
    step       jsonb not null,                    -- as a row of `steps`, without its id, unit and start
    planned_at timestamptz not null,
    planned_by text not null,
    generation bigint not null                    -- of the facts beside which it was planned
);
