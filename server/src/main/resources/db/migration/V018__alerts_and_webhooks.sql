-- What is new and should be known, who has seen it, and where it is sent.

create table alert (
    id        uuid primary key,
    part      text not null,                      -- the unit it was found in; '' for the whole organisation
    kind      text not null check (kind in ('relapse', 'word-and-deed', 'verdict', 'data-late', 'webhook')),
    subject   text not null,                      -- what it is about: a step, two entries, a cause, a table, a webhook
    since     date not null,
    month     text not null,                      -- of the data it rests on, such as 2026-10
    what      text not null,
    chance    text not null,                      -- how often it is raised without cause
    next      text not null,
    raised_at timestamptz not null,
    ended_at  timestamptz,                        -- null while it stands
    unique (part, kind, subject, since)
);
create unique index alert_standing on alert (part, kind, subject) where ended_at is null;

create table alert_seen (
    alert   uuid not null references alert on delete cascade,
    account uuid not null references account on delete cascade,
    primary key (alert, account)
);

create table alert_mute (
    account uuid not null references account on delete cascade,
    kind    text not null,
    subject text not null,
    primary key (account, kind, subject)
);

create table alert_digest (
    account   uuid primary key references account on delete cascade,
    rhythm    text not null check (rhythm in ('daily', 'weekly')),
    looked_on date not null,                      -- the day up to which everything was sent or not worth it
    told_to   timestamptz not null                -- alerts raised by then were sent
);

create table verdict_known (
    part  text not null,
    cause text not null,
    side  text not null,
    day   date not null,                          -- the last day of the data that said so
    primary key (part, cause)
);

create table webhook (
    id            uuid primary key,
    address       text not null unique,
    secret        bytea not null,                 -- what is sent is signed with it
    made_at       timestamptz not null,
    made_by       text not null,
    failing_since timestamptz,                    -- null after a delivery that was taken
    disabled_at   timestamptz
);

-- Left out of a backup: what was to be sent then is no news now.

create table webhook_delivery (
    id       uuid primary key,
    webhook  uuid not null references webhook on delete cascade,
    event    uuid not null,
    type     text not null,
    body     bytea not null,
    made_at  timestamptz not null,
    attempts int not null default 0,
    due_at   timestamptz,                         -- null once it was taken or given up
    tried_at timestamptz,
    taken    boolean not null default false,
    outcome  text not null default ''             -- of the last attempt
);
create index webhook_delivery_due on webhook_delivery (due_at) where due_at is not null;
create index webhook_delivery_made on webhook_delivery (webhook, made_at);
