-- FHIR packages whose resources lie among the definitions for all (tenant 0): one version of each.
create table installed_package (
  name text collate "C" primary key,
  version text not null,
  sha256 text not null,              -- of the .tgz: the same version with other bytes is installed again
  installed_at timestamptz not null default now()
);

-- What the installed version brought, so that the next one takes away what it no longer has.
create table installed_package_resource (
  name text collate "C" not null references installed_package on delete cascade,
  type text collate "C" not null,
  id text collate "C" not null,
  primary key (name, type, id)
);
