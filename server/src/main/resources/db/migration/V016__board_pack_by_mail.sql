-- Who is sent the board page each month.

create table board_order (
    account uuid primary key references account on delete cascade,
    sent    text not null                          -- the month seen or sent last, such as 2026-10
);
