-- When a version stopped being current: history's _at asks for versions by the time they were in
-- force (R4 http.html#history). Null for tombstones, and for nothing else that lies here.
alter table resource_history add column replaced_at timestamptz(3);

update resource_history h
   set replaced_at = n.last_updated
  from change_feed n
 where h.effect <> 3
   and n.tenant_id = h.tenant_id and n.type_code = h.type_code and n.fhir_id = h.fhir_id
   and n.version = h.version + 1;
