-- Rows of Kafka messages that could not be read. They are written before the lake commits what is good of the same
-- messages; after a crash in between the same ones come again, and "on conflict do nothing" keeps them once.
create table kafka_reject (
    topic          text not null,
    partition      integer not null,
    message_offset bigint not null check (message_offset >= 0),
    line           bigint not null check (line >= 0),       -- in the message, from 1; 0: the whole message
    field          text,                                    -- the column of the exchange format
    reason         text not null,
    raw            text,                                    -- the row as it came; null once retention has taken it
    received_at    timestamptz not null default now(),
    unique nulls not distinct (topic, partition, message_offset, line, field)
);
