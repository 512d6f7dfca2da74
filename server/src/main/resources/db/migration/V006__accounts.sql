-- Who may sign in, and what is written down of it.

create table account (
    id          uuid primary key,
    email       text not null check (email <> ''),
    name        text not null check (name <> ''),
    role        text not null check (role in ('administrator', 'board-owner', 'analyst', 'unit-leader', 'agent', 'auditor')),
    unit        text,                             -- id in organisation.yaml; only of who sees one unit and those below
    password    text,                             -- Argon2id; null until one is chosen
    long_enough boolean not null default false,   -- whether the password would do for an administrator
    created_at  timestamptz not null,
    disabled_at timestamptz,
    check ((unit is not null) = (role in ('unit-leader', 'agent')))
);
create unique index account_email on account (lower(email));

-- The next three are left out of a backup: what has ended must not come back with it.

create table session (
    sha256   bytea primary key,                   -- of what the browser holds
    id       uuid not null unique,                -- names it on the page of its account
    account  uuid not null references account,
    begun_at timestamptz not null,
    seen_at  timestamptz not null,
    browser  text not null
);
create index session_account on session (account);

create table one_time_link (
    sha256     bytea primary key,                 -- of what the link holds
    purpose    text not null check (purpose in ('first-administrator', 'invitation', 'new-password')),
    account    uuid references account,           -- null for the first administrator
    expires_at timestamptz not null,
    check ((account is null) = (purpose = 'first-administrator'))
);

create table sign_in_count (
    subject    bytea primary key,                 -- a hash: what was typed may be anything, a password among it
    attempts   int not null,
    begun_at   timestamptz not null
);

-- Each entry holds a hash of itself and the one before; the head says where the chain ends.

create table audit_entry (
    number  bigint primary key,
    at      timestamptz not null,
    actor   text not null,
    action  text not null,
    subject text not null,
    detail  text not null,
    hash    bytea not null
);

create table audit_head (
    one    boolean primary key default true check (one),
    number bigint not null,
    hash   bytea not null
);
insert into audit_head (number, hash) values (0, decode(repeat('00', 32), 'hex'));
