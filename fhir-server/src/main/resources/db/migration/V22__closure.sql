-- Closure tables of the operation $closure (R4 conceptmap-operation-closure.html): which concepts a
-- client keeps a transitive closure of. The relations themselves follow from the code systems.
create table closure (
  tenant_id integer not null,
  client text collate "C" not null,
  name text collate "C" not null,
  version bigint not null,
  primary key (tenant_id, client, name)
);

create table closure_concept (
  tenant_id integer not null,
  client text collate "C" not null,
  name text collate "C" not null,
  system text collate "C" not null,
  code text collate "C" not null,
  added bigint not null,                                   -- version of the table that it came with
  primary key (tenant_id, client, name, system, code),
  foreign key (tenant_id, client, name) references closure on delete cascade
);
