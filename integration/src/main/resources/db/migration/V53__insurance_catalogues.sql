-- Catalogues and mappings of insurance (医保目录与对照).

-- Codes of an institution's own and the national ones that they stand for (院内编码对照): the rows of its ConceptMaps,
-- written in the transactions that store these, so that a bill is mapped by one read on every node at once.
create table insurance_code (
  tenant_id     integer not null,
  institution   text not null,                 -- fixmedins_code
  kind          text not null,                 -- item, doctor, department, diagnosis
  local         text collate "C" not null,
  local_name    text,
  national      text collate "C" not null,
  national_name text,
  more          jsonb not null default '{}',   -- what 3301 wants besides, by its keys
  primary key (tenant_id, institution, kind, local)
);

-- What the platform was told of the items' mapping (目录对照上传, 3301; 撤销, 3302), pair by pair.
create table insurance_item_upload (
  tenant_id     integer not null,
  institution   text not null,
  local         text collate "C" not null,
  national      text collate "C" not null,
  list_type     text,                          -- as it was told: 3302 wants it
  state         text not null,                 -- waiting, sent, booked, refused, withdrawing
  revision      bigint not null default 1,     -- grows when what is to be told changes
  digest        text not null,                 -- of what is to be told besides the codes
  told          boolean not null default false, -- the platform may have it
  error         text,                          -- what the platform said to a refused row
  changed_at    timestamptz(3) not null default now(),
  primary key (tenant_id, institution, local, national)
);
create index insurance_item_upload_due on insurance_item_upload (tenant_id, institution, state, local)
  where state in ('waiting', 'sent', 'withdrawing', 'refused');

-- Lines of bills that name an item by the institution's own code only.
create table insurance_claim_item (
  tenant_id     integer not null,
  claim_id      text collate "C" not null,
  line          integer not null,
  code          text collate "C" not null,
  name          text,
  primary key (tenant_id, claim_id, line)
);

-- Dictionaries as the platform told them (字典, 1901).
create sequence insurance_dictionary_revision;
create table insurance_dictionary (
  tenant_id     integer not null,
  name          text collate "C" not null,
  revision      bigint not null,               -- grows with every change, over all dictionaries
  digest        bytea not null,                -- of its codes: the same again is no change
  codes         integer not null,
  loaded_at     timestamptz(3) not null,
  published     bigint not null default 0,     -- revision that became a CodeSystem's version
  primary key (tenant_id, name)
);
create table insurance_dictionary_code (
  tenant_id     integer not null,
  dictionary    text collate "C" not null,
  code          text collate "C" not null,
  meaning       text not null,
  parent        text,
  ordinal       integer not null,
  primary key (tenant_id, dictionary, code)
);

-- Rows of the platform's catalogues (目录), the newest of each code.
create table insurance_catalogue_row (
  tenant_id     integer not null,
  catalogue     text not null,                 -- number of the transaction
  code          text collate "C" not null,
  display       text not null,
  valid         boolean not null,
  fields        jsonb not null,
  updated_at    timestamp(0) not null,         -- updt_time, in Asia/Shanghai
  primary key (tenant_id, catalogue, code)
);

-- What is fetched from or told to the platform in the background; one node at a time works on each.
create table insurance_catalogue_job (
  tenant_id     integer not null,
  institution   text not null,
  catalogue     text not null,                 -- number of the transaction
  state         text not null,                 -- waiting, done, stopped
  position      text,                          -- how far it is: a page, a dictionary
  since         timestamp(0),                  -- update time from which it asks
  newest        timestamp(0),                  -- newest update time that it has seen
  rows_read     bigint not null default 0,
  rows_refused  bigint not null default 0,
  attempts      integer not null default 0,    -- that the platform did not answer
  problem       text,                          -- rule why it stopped or waits
  again         boolean not null default false, -- asked for since it was begun
  not_before    timestamptz(3) not null,
  owner         text,
  lease_until   timestamptz(3) not null default '-infinity',
  fence         bigint not null default 0,     -- grows with every lease; what an older one records is refused
  begun_at      timestamptz(3),
  done_at       timestamptz(3),                -- when it last ended, done or stopped
  primary key (tenant_id, institution, catalogue)
);
create index insurance_catalogue_job_due on insurance_catalogue_job (not_before) where state = 'waiting';

-- Rows of a catalogue that were refused, of the last run.
create table insurance_catalogue_problem (
  tenant_id     integer not null,
  institution   text not null,
  catalogue     text not null,
  number        integer not null,
  place         text not null,                 -- page and row, or dictionary and row
  rule          text not null,
  arguments     text[] not null default '{}',
  primary key (tenant_id, institution, catalogue, number)
);
