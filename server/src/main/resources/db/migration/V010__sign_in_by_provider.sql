-- By what name the organisation's OpenID Connect provider knows somebody, once they have signed in through it.

alter table account
    add column issuer  text,
    add column subject text,
    add check ((issuer is null) = (subject is null)),
    add unique (issuer, subject);
