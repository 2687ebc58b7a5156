-- Erasure beyond recovery: messages are found by the resources they brought. Messages that brought
-- none are few, and are looked through one by one.
create index exchange_message_resources on exchange_message using gin (resources);
create index exchange_message_unlinked on exchange_message (tenant_id, message_id)
 where resources = '{}' and payload is not null and direction = 'in';

-- Tables whose files may still hold bytes of what was erased, until they are rewritten.
create table erasure_residue (
  relation      text primary key,
  since         timestamptz not null default now()
);

-- Loading in bulk ($import). Positions move in the transactions that write the resources.
create table import_job (
  job_id        uuid primary key,
  tenant_id     integer not null,
  client        text collate "C" not null,
  organization  text collate "C" not null,
  request_id    text not null,
  request       text not null,             -- address of the request
  state         text not null check (state in ('receiving', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  pass          integer not null default 1,   -- from 2 on rows are tried again that referred to nothing
  progress      bigint not null default 0,    -- rows that the running pass has made good
  problem       text,                      -- rule why it failed
  created_at    timestamptz(3) not null default now(),
  finished_at   timestamptz(3),
  expires_at    timestamptz(3) not null,
  lease_until   timestamptz(3) not null default '-infinity',
  fence         bigint not null default 0  -- grows with every lease; an older lease commits nothing
);
create index import_job_client on import_job (tenant_id, client);
create index import_job_open on import_job (created_at) where state in ('waiting', 'running');
create index import_job_expiry on import_job (expires_at);

create table import_input (
  job_id        uuid not null references import_job on delete cascade,
  number        integer not null,
  type          text collate "C" not null,
  source        text not null,             -- https://…, file:… or upload
  length        bigint,                    -- bytes, as soon as it is known
  position      bigint not null default 0, -- bytes that are done
  line          bigint not null default 0, -- lines that are done
  created       bigint not null default 0,
  updated       bigint not null default 0,
  unchanged     bigint not null default 0,
  failed        bigint not null default 0,
  finished      boolean not null default false,
  primary key (job_id, number)
);

-- One row per line that was not loaded; an OperationOutcome without personal values.
create table import_problem (
  job_id        uuid not null references import_job on delete cascade,
  number        integer not null,
  line          bigint not null,
  outcome       text not null,
  primary key (job_id, number, line)
);

-- Lines that refer to what is not there yet: tried again when the rest is loaded.
create table import_deferred (
  job_id        uuid not null references import_job on delete cascade,
  number        integer not null,
  line          bigint not null,
  position      bigint not null,
  length        integer not null,
  primary key (job_id, number, line)
);
