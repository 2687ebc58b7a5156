-- What an operator asks of imported code systems: to load a file, to switch versions, to remove one.
-- A load's place moves in the transactions that write its concepts.
create table code_system_load (
  tenant_id     integer not null,
  job_id        uuid primary key,
  client        text collate "C" not null,
  organization  text collate "C" not null,
  request_id    text not null,
  kind          text not null check (kind in ('load', 'activate', 'rollback', 'remove')),
  url           text collate "C" not null,
  version       text collate "C",
  version_key   bigint,
  options       text not null,                 -- JSON
  state         text not null check (state in ('receiving', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  rows_done     bigint not null default 0,     -- rows of the file that are dealt with
  loaded        integer not null default 0,
  merged        integer not null default 0,    -- rows whose names were added to an earlier row's concept
  refused       bigint not null default 0,
  problem       text,                          -- rule why it failed
  problem_arguments text[] not null default '{}',
  attempts      integer not null default 0,    -- takers since it last got on
  created_at    timestamptz(3) not null default now(),
  finished_at   timestamptz(3),
  expires_at    timestamptz(3) not null,
  lease_until   timestamptz(3) not null default '-infinity',
  fence         bigint not null default 0      -- grows with every lease; an older lease commits nothing
);
create index code_system_load_client on code_system_load (tenant_id, client);
create index code_system_load_open on code_system_load (created_at) where state in ('waiting', 'running');
create index code_system_load_expiry on code_system_load (expires_at);

-- The file itself until the load ends: every node can go on with it, and it is in the backup.
create table code_system_source (
  job_id        uuid not null references code_system_load on delete cascade,
  number        integer not null,
  bytes         bytea not null,
  primary key (job_id, number)
);
alter table code_system_source alter column bytes set storage external;

-- Why rows were refused: the rule and where, for texts in both languages.
create table code_system_problem (
  job_id        uuid not null references code_system_load on delete cascade,
  row_number    bigint not null,
  number        integer not null,
  place         text,                          -- column or element
  rule          text not null,
  arguments     text[] not null,
  primary key (job_id, row_number, number)
);
