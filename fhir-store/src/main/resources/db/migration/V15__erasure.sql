-- Old versions know whose resident (居民) they were, so that all of a resident can be erased, what
-- was deleted or moved to another resident included.
alter table resource_history add column patient_rid bigint;

update resource_history h
   set patient_rid = h.rid
  from resource_type t
 where t.name = 'Patient' and h.type_code = t.type_code and h.effect <> 3;

update resource_history h
   set patient_rid = p.rid
  from (select r.tenant_id, r.fhir_id, r.rid from resource_patient r
        union
        select o.tenant_id, o.fhir_id, o.rid from resource_history o
          join resource_type t on t.name = 'Patient' and t.type_code = o.type_code) p
 where h.patient_rid is null and h.effect <> 3
   and p.tenant_id = h.tenant_id
   and p.fhir_id = substring(h.body from '"reference":"Patient/([A-Za-z0-9.-]{1,64})');

create index resource_history_patient on resource_history (tenant_id, patient_rid)
 where patient_rid is not null;

-- A number once given is never given again, even if its transaction is rolled back: what a node
-- has read inside a transaction that failed cannot be taken for what another one committed.
create sequence custom_parameter_change;
select setval('custom_parameter_change', (select max(generation) from custom_parameter_generation));
