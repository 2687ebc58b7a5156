-- Meters count claims that are not finished, and those of the last day.

create index insurance_case_unfinished on insurance_case (created_at) where open or state = 'needs-person';
create index insurance_case_created on insurance_case (created_at);
