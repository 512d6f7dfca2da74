-- Whose own part of the record a version keeps to: the unit whose leader made it. Null: it may concern the whole record.
alter table organisation_version add column unit text check (unit <> '');

-- Below the checks of the services: while somebody of one unit is answered, the connection says whose rows may be met
-- (OwnRows), and PostgreSQL shows and changes no others. Where nothing is said, as in work that nobody asked for, all are.
do $$
declare
    named text;
begin
    foreach named in array array['account', 'session', 'one_time_link', 'passkey', 'directory_user', 'directory_member',
        'board_order', 'alert_seen', 'alert_mute', 'alert_digest', 'alert'] loop
        execute format('alter table %I enable row level security', named);
        execute format('alter table %I force row level security', named); -- for the owner of the table too, whom we are
        execute format(
            case named
                when 'alert' then
                    'create policy own on %I using (coalesce(current_setting(''throughline.units'', true), ) = 
                        or part = any (string_to_array(current_setting(''throughline.units'', true), chr(31))))'
                when 'account' then
                    'create policy own on %I using (coalesce(current_setting(''throughline.account'', true), ) in (, id::text))'
                else
                    'create policy own on %I using (coalesce(current_setting(''throughline.account'', true), ) in (, account::text))'
            end, named);
    end loop;
end $$;
