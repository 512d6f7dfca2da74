-- What is small, changing or personal. Facts themselves live in the lake; a person is never there, only a surrogate.
-- Runs on PostgreSQL 15 and newer. One migration is one transaction: killed in the middle, it has not happened.

-- One row for each delivery that was acknowledged. The row is committed before the sender is told so, and the body is
-- on disk before the row: what was acknowledged is here, whatever happens afterwards.
--
-- Exactly once rests on three things:
--   * (source, key) is unique. A sender that repeats itself meets its own row: same sha256, a replay; another, a conflict.
--   * a batch is in the lake when, and only when, a snapshot's summary names its sequence (while facts are kept as files of
--     the workspace folder: when a file's name does). After a crash every batch in
--     state 'flushing' is looked up there and becomes 'committed' or 'received' again.
--   * 'committed' and 'rejected' are final; the trigger below refuses to leave them.
--
--     received -> flushing -> committed
--         ^          |
--         +----------+---> rejected      (rejected: no row of it could be used, or the format could not be read)
--
-- Sequences are drawn at insert and seen at commit, so a lower one can appear after a higher one: summaries must list
-- the batches, never a range of them.
create table intake_batch (
    sequence      bigint generated always as identity primary key,
    source        text not null check (source <> ''),       -- who sent it: the name of an API token, or of a page or command
    key           text not null check (key <> ''),          -- the sender's Idempotency-Key; without one, the sha256 in hex
    kind          text not null check (kind <> ''),         -- the fact's table in the exchange format
    format        text not null check (format in ('ndjson', 'csv', 'cloudevents')),
    encoding      text not null check (encoding in ('identity', 'gzip')),
    sha256        bytea not null check (octet_length(sha256) = 32),    -- of the body as it was received
    bytes         bigint not null check (bytes >= 0),                  -- length of the body as it was received
    path          text,                                     -- a large body: its file, relative to the spool folder
    body          bytea,                                    -- a small one: here, so that no file is needed
    state         text not null default 'received' check (state in ('received', 'flushing', 'committed', 'rejected')),
    rows_kept     bigint check (rows_kept >= 0),
    rows_replaced bigint check (rows_replaced >= 0),        -- rows whose id was there already; the last one wins
    rows_rejected bigint check (rows_rejected >= 0),
    snapshot      text,                                     -- what holds it: the lake's snapshot whose summary names it, or its file
    reason        text,                                     -- why it was rejected as a whole, in plain words
    received_at   timestamptz not null default now(),
    settled_at    timestamptz,                              -- when it was committed or rejected
    unique (source, key),
    check (path is null or body is null),
    -- The body stays until the batch is settled, and after that as long as retention says.
    check (state in ('committed', 'rejected') or path is not null or body is not null),
    check ((state in ('committed', 'rejected')) = (settled_at is not null)),
    check (state <> 'committed' or (snapshot is not null and rows_kept is not null and rows_replaced is not null
        and rows_rejected is not null)),
    check ((state = 'rejected') = (reason is not null))
);

-- A small body comes compressed by its sender or is too short to be worth it: stored as it is, outside the row.
alter table intake_batch alter column body set storage external;

-- What the flusher asks for every two seconds; only unsettled batches are in it, so it stays small for ever.
create index intake_batch_unsettled on intake_batch (kind, sequence) where state in ('received', 'flushing');

-- "This file is known already", whatever it is called now.
create index intake_batch_content on intake_batch (sha256);

create function intake_batch_is_final() returns trigger language plpgsql as $$
begin
    if old.state in ('committed', 'rejected') and new.state <> old.state then
        raise exception 'Batch % is % and stays so', old.sequence, old.state;
    end if;
    if old.state = 'received' and new.state = 'committed' then
        raise exception 'Batch % was not being flushed', old.sequence;
    end if;
    return new;
end
$$;

create trigger intake_batch_is_final before update of state on intake_batch
    for each row execute function intake_batch_is_final();

-- Rows that could not be read. Flushing a batch again after a crash finds the same ones: unique, so that "on conflict do
-- nothing" keeps them once. A whole row is rejected with no field, and two such rejects of one line are the same one.
create table intake_reject (
    batch    bigint not null references intake_batch (sequence) on delete cascade,
    line     bigint not null check (line >= 1),             -- in the body, counted from 1, after decompression
    field    text,                                          -- the column of the exchange format
    reason   text not null,
    raw      text,                                          -- the row as it came; null once retention has taken it
    unique nulls not distinct (batch, line, field)
);

-- Days whose cells no longer follow from the facts. A rebuild remembers "marks", computes the day from the current
-- snapshot, and deletes the row only where "marks" is still the same: facts that came meanwhile are not lost.
--     insert ... on conflict (fact_table, day) do update set marks = dirty_day.marks + 1
create table dirty_day (
    fact_table text not null check (fact_table <> ''),
    day        date not null,
    marks      bigint not null default 1 check (marks >= 1),
    since      timestamptz not null default now(),          -- of the first mark: how old what the pages show may be
    primary key (fact_table, day)
);

-- Who a surrogate is: the only place that knows. The surrogate is random, so that it says nothing about the order in
-- which customers came; the salt is the person's own, so that whatever is hashed with it cannot be linked once the row is
-- gone. To erase a person is to delete this row: with it go the salt and, by the cascade below, every text.
create table subject (
    surrogate   bigint primary key,
    customer_id text not null unique check (customer_id <> ''),
    salt        bytea not null check (octet_length(salt) = 32),
    created_at  timestamptz not null default now()
);

-- What people wrote, in their own words. Never in the lake. A later text of the same fact and field replaces the first.
create table free_text (
    fact_kind text not null check (fact_kind <> ''),
    fact_id   text not null check (fact_id <> ''),
    field     text not null check (field <> ''),            -- the column of the exchange format
    day       date not null,                                -- of the fact; retention goes by it
    subject   bigint references subject (surrogate) on delete cascade,    -- null: nobody known wrote it
    text      text not null,
    primary key (fact_kind, fact_id, field)
);

create index free_text_subject on free_text (subject) where subject is not null;
create index free_text_day on free_text (day);

-- Who may send facts. The token itself is shown once and kept nowhere; it is 256 random bits, so one round of SHA-256
-- cannot be turned back and needs no salt. "name" is the source of its batches and is never given away twice.
create table api_token (
    name       text primary key check (name <> ''),
    sha256     bytea not null unique check (octet_length(sha256) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz,                                 -- null: does not expire
    revoked_at timestamptz                                  -- null: valid
);

-- How long what is kept. The job that goes by it is idempotent; the organisation may change the figures, not the classes.
create table retention (
    class text primary key check (class in ('facts', 'free_text', 'raw_uploads', 'audit')),
    keep  interval not null check (keep > interval '0')
);

insert into retention (class, keep)
values ('facts', interval '25 months'),
       ('free_text', interval '13 months'),
       ('raw_uploads', interval '90 days'),
       ('audit', interval '24 months');

-- Receipts of erasure, and what is left to do for each. Holds no person: only the surrogate, which leads nowhere once the
-- subject is gone. A backup brings subjects back; replaying this ledger after a restore erases them again.
create table erasure (
    receipt      uuid primary key default gen_random_uuid(),
    surrogate    bigint unique,                             -- null: nobody of that id was known here
    requested_at timestamptz not null default now(),
    texts        bigint not null default 0 check (texts >= 0),    -- free texts deleted with the subject
    rewritten_at timestamptz,                               -- when no current file of the lake had the surrogate any more
    expired_at   timestamptz,                               -- when the last older snapshot that had it was gone
    check (expired_at is null or rewritten_at is not null)
);

create index erasure_unfinished on erasure (requested_at) where expired_at is null;
