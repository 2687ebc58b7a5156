-- FHIR packages that a county, or an operator for all (tenant 0), installed; versions side by side.
create table definition_package (
  tenant_id integer not null,
  name text collate "C" not null,
  version text collate "C" not null,
  description text,
  sha256 text not null,              -- of the .tgz: a version with other bytes is refused
  definitions integer not null,
  installed_by text not null,
  installed_at timestamptz not null default now(),
  primary key (tenant_id, name, version)
);

-- What a package defines, as it was sent; never changed, only removed with its package.
create table packaged_definition (
  tenant_id integer not null,
  name text collate "C" not null,
  version text collate "C" not null,
  type text collate "C" not null,
  url text collate "C" not null,
  definition_version text collate "C" not null,  -- empty if it says none
  content text not null,
  primary key (tenant_id, name, version, type, url, definition_version),
  foreign key (tenant_id, name, version) references definition_package on delete cascade
);

create index packaged_definition_url on packaged_definition (tenant_id, type, url);
