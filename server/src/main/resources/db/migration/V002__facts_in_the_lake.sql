-- Facts live in the lake; the folder workspace/ is where imports land until they are taken over.

-- What one import, or one change of the record, brought: its files are batches that become visible together, with the
-- record of the organisation as it was then. An import that puts everything in the place of what was there begins another
-- generation: tables of their own, which are shown once they are whole.
create table intake_import (
    number      bigint generated always as identity primary key,
    generation  bigint not null check (generation >= 0),
    mark        text not null,                              -- of the folder; another mark is another generation
    record      text not null,                              -- texts of organisation.yaml, mapping.yaml and .left-out, as JSON
    received_at timestamptz not null default now(),
    shown_at    timestamptz                                 -- when the pages were sent to it
);

create index intake_import_open on intake_import (number) where shown_at is null;

alter table intake_batch
    drop constraint intake_batch_format_check,
    add constraint intake_batch_format_check check (format in ('ndjson', 'csv', 'cloudevents', 'parquet')),
    add column import     bigint references intake_import,  -- null: it came over HTTP
    add column generation bigint,                           -- whose tables it was put into
    add column name       text,                             -- what evidence calls it; "file" of its rows in the lake
    add column own        text,                             -- an imported file's own name: a later one mends what was wrong
    add column unread     text,                             -- why its file could not be read, or not to its end
    add column notes      text[] not null default '{}';     -- sentences about its columns

create index intake_batch_generation on intake_batch (generation, sequence) where state in ('committed', 'rejected');

-- Which state of the tables and of the record the pages show: one row, changed in the transaction that settles batches.
create table lake_shown (
    one        boolean primary key default true check (one),
    version    bigint not null default 0,                   -- grows with every change
    generation bigint not null default 0,
    import     bigint references intake_import              -- whose record is shown
);

insert into lake_shown default values;

create table lake_snapshot (
    generation bigint not null,
    kind       text not null check (kind <> ''),
    snapshot   bigint not null,
    primary key (generation, kind)
);
