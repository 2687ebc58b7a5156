-- A bill is checked against the other bills of the same person before it is sent.

create index insurance_case_person on insurance_case (tenant_id, person, created_at) where kind = 'claim';
