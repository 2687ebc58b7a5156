-- One record for what a transaction did to several resources of one type of one resident: the first
-- of them stands in resource_id and version, the others here. A record for each took a ninth of the
-- disk.
alter table audit_record add column further_ids text[];
alter table audit_record add column further_versions bigint[];

create index audit_record_further on audit_record using gin (further_ids)
  where further_ids is not null;
