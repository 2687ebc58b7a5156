-- Jobs that hold what is stored against the profiles of today, or tell what a policy would have
-- refused: what is asked, how far it is, and what was found. No values of resources.
create table revalidation_job (
  job_id        uuid primary key,
  tenant_id     integer not null,
  client        text collate "C" not null,
  kind          text not null check (kind in ('stored', 'written')),
  types         text[] not null,
  profile       text collate "C",             -- only what declares it
  sender        text collate "C",             -- only what this client wrote
  since         timestamptz(3),               -- changed or written since
  until         timestamptz(3),               -- written before
  last_rid      bigint not null,              -- nothing beyond is looked at
  asked_at      timestamptz(3) not null default now(),
  finished_at   timestamptz(3),
  expires_at    timestamptz(3) not null default 'infinity',
  state         text not null default 'waiting'
                check (state in ('waiting', 'running', 'done', 'failed')),
  problem       text,                         -- why it failed, one of our words
  node          uuid,                         -- process that works on it
  attempt       integer not null default 0,   -- counts takers: a former one writes nothing more
  lease_until   timestamptz(3) not null default '-infinity',
  stage         integer not null default 0,   -- index in types
  position      bigint not null default 0,    -- of the last version that is counted
  position_time timestamptz(3),
  checked       bigint not null default 0,
  broken        bigint not null default 0
);
create unique index revalidation_job_open on revalidation_job (tenant_id)
  where state in ('waiting', 'running');
create index revalidation_job_tenant on revalidation_job (tenant_id, asked_at);
create index revalidation_job_expiry on revalidation_job (expires_at)
  where state in ('done', 'failed');

create table revalidation_line (
  job_id   uuid not null references revalidation_job on delete cascade,
  type     text collate "C" not null,
  sender   text collate "C" not null,         -- registered client id; empty where nobody knows
  profile  text collate "C" not null,         -- that asks for it; empty for counts of resources
  rule     text collate "C" not null,         -- the broken one; empty for counts of resources
  checked  bigint not null,
  broken   bigint not null,
  examples text[] not null,
  primary key (job_id, type, sender, profile, rule)
);
