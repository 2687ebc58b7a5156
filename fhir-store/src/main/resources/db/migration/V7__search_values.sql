-- Index values of the complete R4 search: exact texts, numbers and quantities, positions, texts of
-- codes, and which parameters a resource has a value for. Rows written before this release get
-- theirs by reindexing.

-- A keyed hash of the text as it was written, for :exact. Several spellings fold to one text.
alter table index_string add column exact bigint not null default 0;
alter table index_string drop constraint index_string_pkey;
alter table index_string add constraint index_string_pkey
  primary key (tenant_id, parameter, folded, rid, exact);

-- low and high differ for ranges and for quantities with a comparator only.
create table index_quantity (
  tenant_id       integer not null,
  parameter       bigint not null,
  low             numeric not null,
  high            numeric not null,
  code            bigint not null,          -- keyed hash of the unit's code or text; 0 for numbers
  system_code     bigint not null,          -- of system and code; 0 if either is missing
  canonical_low   numeric,                  -- the same range in UCUM's canonical unit
  canonical_high  numeric,
  canonical_unit  bigint not null default 0,
  rid             bigint not null,
  primary key (tenant_id, parameter, low, high, system_code, code, rid)
) partition by hash (tenant_id);
select partition_by_tenant('index_quantity');
create index index_quantity_canonical
  on index_quantity (tenant_id, parameter, canonical_unit, canonical_low, canonical_high, rid)
  where canonical_unit <> 0;
create index index_quantity_rid on index_quantity (tenant_id, rid);

-- Places on earth (WGS 84, degrees), for the special parameter near.
create table index_position (
  tenant_id     integer not null,
  parameter     bigint not null,
  latitude      double precision not null,
  longitude     double precision not null,
  rid           bigint not null,
  primary key (tenant_id, parameter, latitude, longitude, rid)
) partition by hash (tenant_id);
select partition_by_tenant('index_position');
create index index_position_rid on index_position (tenant_id, rid);

-- Texts that stand beside codes, and URIs, each once: the resource's tokens hold the hash. For
-- :text and :below.
create table index_term (
  tenant_id     integer not null,
  parameter     bigint not null,
  folded        text collate "C" not null,
  hash          bigint not null,
  primary key (tenant_id, parameter, folded, hash)
) partition by hash (tenant_id);
select partition_by_tenant('index_term');

-- Lower halves of the hashes of all parameters that the resource has a value for: for :missing.
do $$
declare
  kind record;
begin
  for kind in select * from resource_type order by type_code loop
    execute format('alter table %I add column present integer[] not null default ''{}''',
                   'resource_' || lower(kind.name));
  end loop;
end $$;
