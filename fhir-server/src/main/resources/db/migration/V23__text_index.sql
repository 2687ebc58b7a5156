-- What nodes have to do with their text indexes, in the order it was asked for: drop words of what
-- was erased from the files ('purge'), or build anew ('rebuild'). Each node notes in its own index
-- how far it is. A node acts once no older transaction is open, so that it has read all writes of
-- the order's own transaction before.
create table text_index_order (
  order_id    bigint generated always as identity primary key,
  kind        text not null check (kind in ('purge', 'rebuild')),
  xid         xid8 not null default pg_current_xact_id(),
  ordered_at  timestamptz not null default now()
);
create index text_index_order_kind on text_index_order (kind, order_id);

-- An index that all nodes share (Elasticsearch): which generation is read, and who feeds it.
create table text_index (
  name        text primary key,
  generation  integer not null,
  owner       uuid,
  lease_until timestamptz not null default '-infinity'
);
