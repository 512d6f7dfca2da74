-- Every state of the organisation's own record: the newest is shown. An import whose organisation.yaml is the one of the
-- import before adds none, so that what was changed in pages stays when facts are brought in.
create table organisation_version (
    number   bigint primary key check (number >= 1),        -- counted without gaps
    at       timestamptz not null,
    account  uuid references account,                       -- null: nobody who was signed in
    actor    text not null check (actor <> ''),             -- e-mail address, name of a token, or who else
    what     text not null check (what <> ''),              -- what changed, one sentence
    undoes   bigint references organisation_version,        -- the version this one takes back
    document text                                           -- organisation.yaml; null: there is none from here on
);

-- Whether a token reads and replaces the record as well.
alter table api_token add column record boolean not null default false;

-- Names of people are in it; the planner would keep a sample.
alter table organisation_version alter column document set statistics 0;
alter table organisation_version alter column what set statistics 0;

insert into organisation_version (number, at, actor, what, document)
select 1, coalesce(shown_at, received_at), 'an import', 'As it was when versions began.', record::jsonb ->> 'organisation.yaml'
from lake_shown join intake_import on intake_import.number = import
where record::jsonb ? 'organisation.yaml';
