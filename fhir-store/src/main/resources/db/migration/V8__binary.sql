-- Bytes of Binary resources. A row text names its content by id and length; equal contents of a
-- tenant are kept once. Chunks never change after they are written.

create table binary_content (
  tenant_id     integer not null,
  content_id    uuid not null,
  sha256        bytea,                     -- null while it is being received
  length        bigint,                    -- bytes; null while it is being received
  staged_at     timestamptz(3) default now(),  -- null as soon as a Binary has referred to it
  primary key (tenant_id, content_id)
);
create unique index binary_content_hash on binary_content (tenant_id, sha256);
create index binary_content_staged on binary_content (staged_at) where staged_at is not null;

create table binary_chunk (
  tenant_id     integer not null,
  content_id    uuid not null,
  number        integer not null,          -- from 0; all but the last have 256 kB
  bytes         bytea not null,
  primary key (tenant_id, content_id, number),
  foreign key (tenant_id, content_id) references binary_content on delete cascade
) partition by hash (tenant_id);
select partition_by_tenant('binary_chunk');
-- Pictures, PDF and archives are packed already.
alter table binary_chunk alter column bytes set storage external;
