-- Passkeys (WebAuthn), with which people sign in without a password.

create table passkey (
    id         uuid primary key,                  -- names it on the page of its account
    account    uuid not null references account,
    name       text not null check (name <> ''),
    credential bytea not null unique,             -- the authenticator's name for it
    public_key bytea not null,                    -- attested credential data, as the authenticator sent them
    counter    bigint not null,                   -- of signatures; stays 0 where the authenticator does not count
    transports text[] not null,
    eligible   boolean not null,                  -- whether the authenticator may copy it to other devices
    created_at timestamptz not null,
    used_at    timestamptz
);
create index passkey_account on passkey (account);

-- By what a server knows its own challenges again, and those of the servers beside it; in no backup.
create table challenge_key (
    one boolean primary key default true check (one),
    key bytea not null
);
insert into challenge_key (key)
select sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4);
