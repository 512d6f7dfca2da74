-- Who on record has an account, and the rounds in which managers say what measures will be.

alter table account add column person text;       -- id in organisation.yaml, so that predictions are of somebody
create unique index account_person on account (person);

create table prediction_round (
    id        uuid primary key,
    period    text not null unique,                -- such as 2026-12 or 2027-Q1
    closes_on date not null,                       -- the last day on which it is answered
    measures  text[] not null,                     -- ids, the one that matters most first
    opened_at timestamptz not null,
    opened_by uuid not null references account
);

-- That somebody answered; what they said is among the facts.
create table prediction_answer (
    round       uuid not null references prediction_round,
    account     uuid not null references account,
    answered_at timestamptz not null,
    primary key (round, account)
);
