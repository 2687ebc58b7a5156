-- The exchange ledger: every message in and out, raw, with what became of it.
-- Retention by state: partitions by state group, then by month of arrival; a month of a group is
-- dropped whole. The running role has no DDL rights: partitions are made and dropped by functions
-- that run with the rights of the schema's owner.

create sequence exchange_message_id;

create table exchange_message (
  tenant_id      integer not null,
  message_id     bigint not null default nextval('exchange_message_id'),
  recorded_at    timestamptz(3) not null,
  state          text not null,        -- received, stored, unchanged, refused, waiting, delivered, parked
  state_group    text not null,        -- open (received, waiting), done (stored, unchanged, delivered), failed (refused, parked)
  state_at       timestamptz(3) not null,
  direction      text not null check (direction in ('in', 'out')),
  partner        text not null,        -- partner id from configuration
  message_type   text not null,        -- for example VXU^V04, or the name of the outgoing form
  control_id     text not null,        -- MSH-10; for outgoing messages the stable message id
  dedupe_key     bytea not null,       -- in: SHA-256 of sender, control id and payload
  flags          text[] not null default '{}',   -- for example control-id-reused
  charset        text not null default 'UTF-8',
  payload        bytea,                -- as it was on the wire; null for an outgoing message not yet made
  answer         bytea,                -- what we answered, or what the partner answered
  attempts       integer not null default 0,
  problems       jsonb not null default '[]',    -- [{place, rule, zh, en, remedyZh, remedyEn}]
  resources      text[] not null default '{}',   -- touched: Type/id/_history/version
  request_id     text not null default '',
  replay_of      bigint,
  primary key (tenant_id, state_group, recorded_at, message_id)
) partition by list (state_group);

create table exchange_message_open   partition of exchange_message for values in ('open')   partition by range (recorded_at);
create table exchange_message_done   partition of exchange_message for values in ('done')   partition by range (recorded_at);
create table exchange_message_failed partition of exchange_message for values in ('failed') partition by range (recorded_at);
create table exchange_message_open_rest   partition of exchange_message_open default;
create table exchange_message_done_rest   partition of exchange_message_done default;
create table exchange_message_failed_rest partition of exchange_message_failed default;

create index exchange_message_by_id on exchange_message (tenant_id, message_id);
create index exchange_message_by_partner on exchange_message (tenant_id, partner, message_id);
create index exchange_message_by_control on exchange_message (tenant_id, partner, control_id);

-- Who is who across partitions: a unique index cannot span them.
create table exchange_dedupe (
  tenant_id    integer not null,
  partner      text not null,
  dedupe_key   bytea not null,
  control_id   text not null,
  message_id   bigint not null,
  recorded_at  timestamptz(3) not null,
  primary key (tenant_id, partner, dedupe_key)
) partition by hash (tenant_id);
select partition_by_tenant('exchange_dedupe');
create index exchange_dedupe_age on exchange_dedupe (recorded_at);
create index exchange_dedupe_control on exchange_dedupe (tenant_id, partner, control_id);

-- Makes the partitions of a month. Rows that arrived while it was missing lie in the rest partition
-- and move over, else the new partition could not be attached.
create function exchange_add_month(month date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first date := date_trunc('month', month)::date;
  low timestamptz := first::timestamp at time zone 'Asia/Shanghai';
  high timestamptz := (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai';
  state_group text;
  parent text;
  part text;
begin
  -- Nodes that start together take turns.
  perform pg_advisory_xact_lock(hashtextextended('exchange_add_month', 0));
  foreach state_group in array array['open', 'done', 'failed'] loop
    parent := 'exchange_message_' || state_group;
    part := format('%s_%s', parent, to_char(first, 'YYYYMM'));
    continue when to_regclass(part) is not null;
    execute format('lock table %I in access exclusive mode', parent || '_rest');
    execute format('create table %I (like %I including all)', part, parent);
    execute format('with moved as (delete from %I where recorded_at >= %L and recorded_at < %L returning *)
                    insert into %I select * from moved', parent || '_rest', low, high, part);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                   parent, part, low, high);
  end loop;
end $$;

-- Drops a month of a group. A month of the open group goes only when nothing is left in it, one of
-- the failed group only when the outbox (made by a later migration) holds none of its messages: a
-- parked message must still be found by whoever sends it again or gives it up.
create function exchange_drop_month(state_group text, month date) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part text := format('exchange_message_%s_%s', state_group, to_char(month, 'YYYYMM'));
  used boolean;
begin
  if state_group not in ('open', 'done', 'failed') then
    raise exception 'there is no group % of messages', state_group;
  end if;
  if to_regclass(part) is null then
    return false;
  end if;
  if state_group = 'open' then
    execute format('lock table %I in access exclusive mode', part);
    execute format('select exists (select from %I)', part) into used;
    if used then
      return false;
    end if;
  elsif state_group = 'failed' and to_regclass('outbox_message') is not null then
    execute format('lock table %I in access exclusive mode', part);
    execute format('select exists (select from %I m join outbox_message o
                      on o.tenant_id = m.tenant_id and o.message_id = m.message_id)', part) into used;
    if used then
      return false;
    end if;
  end if;
  execute format('drop table %I', part);
  return true;
end $$;
