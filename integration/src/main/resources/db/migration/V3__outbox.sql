-- The outbox: a row per partner and fact, written in the transaction of the resource. Rows belong
-- to a lane (tenant, partner, resident); a lane's rows are numbered under the lane's row lock, so
-- their order is the order of commits.

create table outbox_lane (
  tenant_id     integer not null,
  partner       text not null,
  lane          text collate "C" not null,   -- logical id of the resident's Patient; type/id for facts without one
  last_number   bigint not null default 0,   -- number of the newest row
  pending       boolean not null default true,
  not_before    timestamptz(3) not null default now(),
  owner         text,                        -- node that holds the lease
  lease_until   timestamptz(3),
  fence         bigint not null default 0,   -- grows with every lease; results of an older lease are refused
  failures      integer not null default 0,  -- unavailability in a row: only for back-off, not attempts
  primary key (tenant_id, partner, lane)
);
create index outbox_lane_due on outbox_lane (partner, not_before) where pending;

create table outbox_message (
  tenant_id     integer not null,
  partner       text not null,
  lane          text collate "C" not null,
  number        bigint not null,
  message_id    bigint not null,             -- in exchange_message
  control_id    text not null,               -- the stable message id that the partner sees
  resource_type text collate "C" not null,
  resource_id   text collate "C" not null,
  version       bigint not null,
  effect        text not null,               -- created, updated, deleted
  state         text not null default 'waiting',   -- waiting, parked; delivered rows are deleted, the ledger keeps them
  created_at    timestamptz(3) not null,
  primary key (tenant_id, partner, lane, number)
);
create index outbox_message_resource on outbox_message (tenant_id, partner, resource_type, resource_id);
create index outbox_message_by_message on outbox_message (tenant_id, message_id);
