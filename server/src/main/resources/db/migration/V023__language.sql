-- The language that who has an account has chosen, by its tag; null where nobody has.
alter table account add column language text check (language ~ '^[a-z]{2,3}$');
