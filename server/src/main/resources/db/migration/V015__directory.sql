-- What the organisation's directory tells of its people and groups, by SCIM.

create table directory_token (
    one     boolean primary key default true check (one),
    sha256  bytea not null,                       -- of what the directory sends along
    made_at timestamptz not null,
    made_by text not null
);

create table directory_user (
    account     uuid primary key references account,
    user_name   text not null check (user_name <> ''),
    external_id text,
    given_name  text,
    family_name text,
    employee    text,                             -- number; the id of a person in organisation.yaml, where it is one
    active      boolean not null,
    had_account boolean not null,                 -- before the directory told of them: the role stays while no group has one
    admitted    boolean not null,                 -- false while it is the directory that has disabled the account
    manager     uuid,                             -- account; may not be told of yet
    version     bigint not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);
create unique index directory_user_name on directory_user (lower(user_name));
create index directory_user_manager on directory_user (manager);

create table directory_group (
    id          uuid primary key,
    name        text not null check (name <> ''),
    external_id text,
    role        text check (role in ('administrator', 'board-owner', 'analyst', 'unit-leader', 'agent', 'auditor')),
    unit        text,                             -- id in organisation.yaml
    version     bigint not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    check (unit is null or role in ('unit-leader', 'agent'))
);
create unique index directory_group_name on directory_group (lower(name));

create table directory_member (
    in_group uuid not null references directory_group on delete cascade,
    account  uuid not null references directory_user on delete cascade,
    primary key (in_group, account)
);
create index directory_member_account on directory_member (account);
