-- Insurance settlement (医保结算): what was asked of the platform, under which message id, and what
-- came of it. A row here is committed before the first byte leaves. No names, no identity or card
-- numbers, no credentials: what a message needs is read from the resources, or waits in memory.

create sequence insurance_case_id;
create sequence insurance_message_number;   -- last digits of message ids, within an institution's range

-- A visit (门诊就诊) or a bill of it (门诊收费).
create table insurance_case (
  tenant_id     integer not null,
  case_id       bigint not null default nextval('insurance_case_id'),
  institution   text not null,                 -- fixmedins_code
  kind          text not null,                 -- visit, claim
  business_key  text collate "C" not null,     -- claim: system|value of Claim.identifier; visit: Encounter id
  digest        bytea not null,                -- of the claim's content; of a visit, of its key
  visit_id      bigint,                        -- of a claim: its visit's case
  person        bytea not null,                -- digest of the person number (人员编号)
  resource_id   text collate "C" not null,     -- Claim or Encounter
  coverage_id   text collate "C" not null,     -- Coverage (参保)
  response_id   text collate "C",              -- ClaimResponse
  goal          text not null,                 -- register, settle, cancel, withdraw
  state         text not null,
  open          boolean not null default true, -- something is still to be done by a node
  not_before    timestamptz(3) not null,       -- when any node may take it up
  client        text not null,
  organization  text not null,
  request_id    text not null,
  created_at    timestamptz(3) not null default now(),
  primary key (tenant_id, case_id)
);
create unique index insurance_case_key on insurance_case (tenant_id, institution, kind, business_key);
create index insurance_case_due on insurance_case (not_before) where open;
create index insurance_case_resource on insurance_case (tenant_id, resource_id);
create index insurance_case_visit on insurance_case (tenant_id, visit_id) where visit_id is not null;

-- One transaction (交易) with the platform; another attempt is another row under another message id.
create table insurance_step (
  tenant_id      integer not null,
  case_id        bigint not null,
  ordinal        integer not null,
  infno          text not null,
  state          text not null,
  message_id     text not null,
  request_digest bytea not null,
  sent_at        timestamptz(3) not null default now(),
  answered_at    timestamptz(3),
  looks          integer not null default 0,          -- questions that were answered while it was unknown
  failures       integer not null default 0,          -- questions that were not
  answer         jsonb,                               -- what later steps need of it: mdtrt_id, setl_id, shares of lines
  past           boolean not null default false,      -- no longer counts: taken back, or followed by another attempt
  primary key (tenant_id, case_id, ordinal)
);
create unique index insurance_step_message on insurance_step (message_id);

-- One owner at a time for each insured person, over all nodes.
create table insurance_person (
  tenant_id     integer not null,
  person        bytea not null,
  owner         text not null,
  lease_until   timestamptz(3) not null,
  fence         bigint not null default 1,            -- grows with every lease; results of an older one are refused
  primary key (tenant_id, person)
);
