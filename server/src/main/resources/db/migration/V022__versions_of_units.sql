-- Whose own part of the record a version keeps to: the unit whose leader made it. Null: it may concern the whole record.
alter table organisation_version add column unit text check (unit <> '');

-- Below the checks of the services: while somebody of one unit is answered, the connection says whose rows may be met
-- (OwnRows), and PostgreSQL shows and changes no others. Where nothing is said, as in work that nobody asked for, all are.
create function meets_account(whose uuid) returns boolean language sql stable
    return coalesce(current_setting('throughline.account', true), '') in ('', whose::text);

create function meets_unit(whose text) returns boolean language sql stable
    return coalesce(current_setting('throughline.units', true), '') = ''
        or whose = any (string_to_array(current_setting('throughline.units', true), chr(31)));

create policy own on account using (meets_account(id));
create policy own on session using (meets_account(account));
create policy own on one_time_link using (meets_account(account));
create policy own on passkey using (meets_account(account));
create policy own on directory_user using (meets_account(account));
create policy own on directory_member using (meets_account(account));
create policy own on board_order using (meets_account(account));
create policy own on alert using (meets_unit(part));
create policy own on alert_seen using (meets_account(account));
create policy own on alert_mute using (meets_account(account));
create policy own on alert_digest using (meets_account(account));

do $$
declare
    held name;
begin
    for held in select tablename from pg_policies where schemaname = current_schema() loop
        execute format('alter table %I enable row level security', held);
        execute format('alter table %I force row level security', held); -- for the owner of the table too, whom we are
    end loop;
end $$;
