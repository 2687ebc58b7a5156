-- Code systems (代码系统) whose concepts are kept in tables: those that an operator imports.
-- Versions lie side by side; which one is current is one row's state.
create table code_system_version (
  tenant_id     integer not null,
  version_key   bigint generated always as identity primary key,
  url           text collate "C" not null,
  version       text collate "C" not null,
  state         text not null check (state in ('loading', 'failed', 'ready', 'current', 'retired', 'removed')),
  about         text not null,                 -- the CodeSystem as FHIR JSON, without concepts
  concepts      integer not null default 0,
  source_bytes  bigint,
  source_sha256 text,
  former        bigint,                        -- the version that was current before this one
  created_at    timestamptz(3) not null default now(),
  ready_at      timestamptz(3),
  current_at    timestamptz(3),
  removed_at    timestamptz(3)
);
create unique index code_system_version_name on code_system_version (tenant_id, url, version)
 where state in ('loading', 'ready', 'current', 'retired');
create unique index code_system_version_current on code_system_version (tenant_id, url)
 where state = 'current';
create index code_system_version_removed on code_system_version (version_key)
 where state in ('failed', 'removed');

-- Concepts (概念) in the order of their file. A version's rows never change once it is ready, and lie
-- together: a whole version goes in a few range deletes.
create table code_concept (
  version_key   bigint not null,
  ordinal       integer not null,              -- row of the file
  code          text collate "C" not null,
  display       text,
  definition    text,
  inactive      boolean not null,
  abstract      boolean not null,
  parents       text[] collate "C" not null,
  designations  jsonb,                         -- [{"l": language, "s": system, "u": use, "d": its display, "v": value}]
  properties    jsonb,                         -- [{"c": code, "t": FHIR type, "v": value}]
  words         text not null,                 -- every name in small letters, each between line breaks
  primary key (version_key, ordinal)
);
create unique index code_concept_code on code_concept (version_key, code);

-- What each concept lies below, at every distance: subsumption is one look-up.
create table code_concept_ancestor (
  version_key   bigint not null,
  ancestor      integer not null,
  ordinal       integer not null,
  distance      smallint not null,
  primary key (version_key, ancestor, ordinal)
);
create index code_concept_ancestor_up on code_concept_ancestor (version_key, ordinal);
