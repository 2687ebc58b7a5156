-- Names get index values for what begins inside Chinese names and for how they are spelled when read
-- aloud (R4's parameter phonetic). The values are rows of index_string. Whatever was stored before is
-- indexed anew in the background; until then it is found by the beginning of its names, as before.
do $$
declare
  kind record;
begin
  for kind in select * from resource_type
               where name in ('Patient', 'Practitioner', 'Person', 'RelatedPerson', 'Organization',
                             'InsurancePlan')
               order by type_code loop
    execute format('insert into reindex_job (tenant_id, type_code) select distinct tenant_id, %s::smallint from %I',
                   kind.type_code, 'resource_' || lower(kind.name));
  end loop;
end $$;
