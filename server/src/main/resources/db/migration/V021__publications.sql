-- Tables that were written for a Trino cluster to add up. The server that asks them puts `until` off again and again;
-- what a killed one left is dropped by another after that.
create table publication (
    name    text primary key,
    made_at timestamptz not null default clock_timestamp(),
    until   timestamptz not null
);
