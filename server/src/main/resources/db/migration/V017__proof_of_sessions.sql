-- When whoever signed in last showed who they are; null where the provider does not say, and of sessions before this.
alter table session add column proved_at timestamptz;

-- The role of whoever is in a group that has one goes by groups alone.
update directory_user set had_account = false
where account in (select m.account from directory_member m join directory_group g on g.id = m.in_group where g.role is not null);
