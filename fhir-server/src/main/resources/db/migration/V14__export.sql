-- Bulk exports (HL7 Bulk Data Access 2.0): what is asked, how far it is, and the files it has made.
create table export_job (
  job_id           uuid primary key,
  tenant_id        integer not null,
  client           text collate "C" not null,
  address          text not null,             -- as it was asked
  spec             text not null,             -- JSON: what is to be exported
  types            text[] not null,           -- resource types that its files may hold
  asked_at         timestamptz(3) not null default now(),
  expires_at       timestamptz(3) not null default 'infinity',
  state            text not null default 'waiting'
                   check (state in ('waiting', 'running', 'done', 'failed')),
  problem          text,                      -- why it failed, one of our words
  directory        uuid,                      -- where its files are
  node             uuid,                      -- process that works on it
  attempt          integer not null default 0,  -- counts takers: a former one writes nothing more
  lease_until      timestamptz(3) not null default '-infinity',
  transaction_time timestamptz(3),
  last_rid         bigint,                    -- nothing beyond is exported
  stage            integer not null default 0,
  position         bigint not null default 0, -- row id; all up to it is in the files
  exported         bigint not null default 0
);
create index export_job_client on export_job (tenant_id, client);
create index export_job_open on export_job (asked_at) where state in ('waiting', 'running');
create index export_job_expiry on export_job (expires_at) where state in ('done', 'failed');

create table export_file (
  job_id  uuid not null references export_job on delete cascade,
  name    text collate "C" not null,
  kind    text not null check (kind in ('output', 'deleted', 'error')),
  type    text not null,                      -- resource type that its lines are about
  lines   bigint not null,
  bytes   bigint not null,                    -- on the disk; what is beyond was not committed
  primary key (job_id, name)
);

-- Residents (居民) of a Group or of a list, whose compartments are exported.
create table export_patient (
  job_id       uuid not null references export_job on delete cascade,
  patient_rid  bigint not null,
  primary key (job_id, patient_rid)
);
