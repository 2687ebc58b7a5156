-- The audit trail: one narrow row per access, partitioned by month (Asia/Shanghai), dropped whole
-- months at a time and never before six months have passed (Cybersecurity Law, art. 21). Tenant 0
-- holds accesses by callers who could not be told.

create sequence audit_record_id;

create table audit_record (
  tenant_id      integer not null,
  audit_id       bigint not null default nextval('audit_record_id'),
  at             timestamptz(3) not null,
  client         text collate "C" not null,      -- '' when nobody could be told
  organization   text collate "C" not null,
  action         text not null check (action in ('C', 'R', 'U', 'D', 'E', 'S')),
  interaction    text not null,                  -- FHIR restful-interaction, or our own name
  status         smallint not null,              -- HTTP status of the answer
  resource_type  text collate "C" not null,      -- '' when the access was not about one
  resource_id    text collate "C" not null,
  version        bigint not null,                -- 0 when none
  patients       text[] not null,                -- logical ids of the residents concerned
  query          text not null,                  -- parameter names; values only where never personal
  request_id     text not null,
  source         text not null,                  -- network address
  primary key (tenant_id, at, audit_id)
) partition by range (at);

create table audit_record_rest partition of audit_record default;

create index audit_record_client on audit_record (tenant_id, client, at, audit_id);
create index audit_record_entity on audit_record (tenant_id, resource_type, resource_id, at, audit_id)
  where resource_id <> '';
create index audit_record_patient on audit_record using gin (patients) where patients <> '{}';

create function audit_add_month(month date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first date := date_trunc('month', month)::date;
  part text := format('audit_record_%s', to_char(first, 'YYYYMM'));
begin
  perform pg_advisory_xact_lock(hashtext('audit_record partitions'));
  if to_regclass(part) is null then
    execute format('create table %I partition of audit_record for values from (%L) to (%L)',
                   part,
                   first::timestamp at time zone 'Asia/Shanghai',
                   (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai');
  end if;
end $$;

create function audit_drop_month(month date) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first date := date_trunc('month', month)::date;
  part text := format('audit_record_%s', to_char(first, 'YYYYMM'));
begin
  if (first + interval '1 month')::timestamp at time zone 'Asia/Shanghai' > now() - interval '6 months' then
    raise exception 'audit of % is younger than six months and is kept', to_char(first, 'YYYY-MM');
  end if;
  perform pg_advisory_xact_lock(hashtext('audit_record partitions'));
  if to_regclass(part) is null then
    return false;
  end if;
  execute format('drop table %I', part);
  return true;
end $$;

-- Months that have a partition, oldest first.
create function audit_months() returns setof date language sql stable as $$
  select to_date(right(c.relname, 6), 'YYYYMM')
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'audit_record'::regclass and c.relname ~ '^audit_record_\d{6}$'
  order by 1
$$;

select audit_add_month((date_trunc('month', now() at time zone 'Asia/Shanghai') + n * interval '1 month')::date)
from generate_series(0, 2) n;
