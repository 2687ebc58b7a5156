-- A claim's identifier is its business key whatever institution its visit names: otherwise an Encounter
-- that is corrected between two posts of the same claim would have it settled a second time.

drop index insurance_case_key;
create unique index insurance_case_key on insurance_case (tenant_id, kind, business_key);
