-- Records arrive here, those of one commit in one row and without an index on the way: the row of a
-- month has five, one of them GIN, and each answer and each write waited for them. A batch of rows is moved
-- into the months every few seconds. Logged as any table: what is committed here is durable.

create table audit_arrived (
  records json not null  -- array of objects with the columns of audit_record
);

-- Emptied again and again: dead rows go soon, however few rows are alive.
alter table audit_arrived set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The whole trail: what has its place in a month and what has not been moved yet.
create view audit_trail as
select tenant_id, audit_id, at, client, organization, action, interaction, status, resource_type,
       resource_id, version, patients, query, request_id, source, further_ids, further_versions
  from audit_record
union all
select r.tenant_id, r.audit_id, r.at, r.client, r.organization, r.action, r.interaction, r.status,
       r.resource_type, r.resource_id, r.version, r.patients, r.query, r.request_id, r.source,
       r.further_ids, r.further_versions
  from audit_arrived a
 cross join lateral json_populate_recordset(null::audit_record, a.records) r;
