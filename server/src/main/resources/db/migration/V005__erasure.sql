-- Who is erased, and how long what is kept.

-- Nothing is hashed with it: surrogates are random.
alter table subject drop column salt;

-- The planner would keep a sample of the values, which outlives the rows.
alter table subject alter column customer_id set statistics 0;
alter table free_text alter column text set statistics 0;
alter table intake_reject alter column raw set statistics 0;
alter table intake_reject alter column reason set statistics 0;
alter table intake_batch alter column body set statistics 0;
alter table kafka_reject alter column raw set statistics 0;
alter table kafka_reject alter column reason set statistics 0;

-- An erasure is of one customer or of all days before a day; of the customer only the surrogate is kept, which leads
-- nowhere. The same lines are in the file erasures.ndjson of the data folder, which outlives the restore of a backup.
alter table erasure
    add column before date,
    add column facts   bigint not null default 0 check (facts >= 0),      -- rows that lost their customer, or went
    add column uploads bigint not null default 0 check (uploads >= 0),    -- bodies deleted because he is in them
    add column rejects bigint not null default 0 check (rejects >= 0),    -- rejected rows blanked for the same reason
    add check (surrogate is null or before is null);

-- Facts are kept until the organisation says how long: who brings in three years does not lose one of them overnight.
alter table retention alter column keep drop not null;
update retention set keep = null where class = 'facts';
