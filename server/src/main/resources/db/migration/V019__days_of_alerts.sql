-- Alerts lead to the very days they were found in; a month goes on after it was told of.

alter table alert add column first_day date, add column last_day date;
update alert set first_day = ((month || '-01')::date - interval '11 months')::date,
    last_day = ((month || '-01')::date + interval '1 month - 1 day')::date;
alter table alert alter column first_day set not null, alter column last_day set not null, drop column month;

-- A token that reads the alerts and does nothing else.

alter table api_token add column alerts boolean not null default false, add check (not (alerts and record));
