-- An order is known by its transaction, as rows of the change feed are: what a sequence gave may
-- be committed the other way round. Orders of a cluster before this one come before all others.
alter table text_index_order add column epoch smallint;
update text_index_order
   set epoch = coalesce((select max(epoch) from change_epoch), 1)
             - case when xid > pg_current_xact_id() then 1 else 0 end;
alter table text_index_order alter column epoch set not null;
drop index text_index_order_kind;
create index text_index_order_place on text_index_order (kind, epoch, xid);

-- How far each node's indexes are: orders up to these transactions are carried out. Words of what
-- was erased may be left in the files of a node that has not come so far, also while it is stopped.
create table text_index_node (
  node          uuid not null,
  name          text not null,
  state         text not null,
  generation    integer not null,
  purged_epoch  smallint not null,
  purged_xid    xid8 not null,
  rebuilt_epoch smallint not null,
  rebuilt_xid   xid8 not null,
  rows_read     bigint not null,
  seen_at       timestamptz not null default now(),
  primary key (node, name)
);

-- In a cluster that nodes share: the last number that was given to a generation, which is being
-- built if it is not the one that is read; and the one that was read before, until it is dropped.
alter table text_index add column newest integer not null default 0;
alter table text_index add column former integer not null default 0;
update text_index set newest = generation;
