-- Requests answered later (R4 async.html) and their answers, kept until they expire.
create table async_request (
  request_id    uuid primary key,
  tenant_id     integer not null,
  client        text collate "C" not null,
  address       text not null,             -- as it was asked
  request_body  bytea,                     -- until it is answered
  asked_at      timestamptz(3) not null default now(),
  expires_at    timestamptz(3) not null,
  node          uuid not null,             -- process that works on it
  alive_at      timestamptz(3) not null default now(),
  state         text not null check (state in ('accepted', 'running', 'done', 'lost')),
  status        integer,                   -- HTTP status of the answer
  content_type  text,
  body          bytea,
  patients      text[] not null default '{}'  -- residents in the answer, for the audit trail
);
alter table async_request alter column request_body set storage external;
create index async_request_client on async_request (tenant_id, client);
create index async_request_expiry on async_request (expires_at);
create index async_request_node on async_request (node) where state in ('accepted', 'running');
