-- Search parameters that users define, and the jobs that index stored resources anew.

-- waiting: indexed on write, stored resources not yet; active: may be searched; disabling: no
-- longer searched, still indexed until every node knows.
create table custom_parameter (
  tenant_id     integer not null,
  fhir_id       text collate "C" not null,   -- of the SearchParameter resource
  code          text collate "C" not null,
  state         text not null check (state in ('waiting', 'active', 'disabling')),
  definition    text not null,               -- the SearchParameter as JSON
  since         timestamptz not null default now(),
  primary key (tenant_id, fhir_id),
  unique (tenant_id, code)
);

-- Grows with every change of custom_parameter; writers compare it in the statement they begin with.
create table custom_parameter_generation (
  one           boolean primary key default true check (one),
  generation    bigint not null
);
insert into custom_parameter_generation (generation) values (1);

create table reindex_job (
  job_id        bigint generated always as identity primary key,
  tenant_id     integer not null,
  type_code     smallint not null,
  parameter_id  text collate "C",            -- SearchParameter it is for, or null
  state         text not null default 'waiting'
                check (state in ('waiting', 'draining', 'running', 'done', 'cancelled', 'failed')),
  draining      text[],                      -- transactions that may not know the parameter yet
  last_rid      bigint not null default 0,
  done          bigint not null default 0,
  total         bigint,                      -- estimated when the job began to run
  lease_until   timestamptz not null default '-infinity',
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  problem       text
);
create index reindex_job_open on reindex_job (job_id) where state in ('waiting', 'draining', 'running');

-- Whatever was stored before the values of V7 existed.
do $$
declare
  kind record;
begin
  for kind in select * from resource_type order by type_code loop
    execute format('insert into reindex_job (tenant_id, type_code) select distinct tenant_id, %s::smallint from %I',
                   kind.type_code, 'resource_' || lower(kind.name));
  end loop;
end $$;
