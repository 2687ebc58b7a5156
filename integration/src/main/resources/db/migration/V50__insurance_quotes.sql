-- Quotes (预结算): what was uploaded for one is taken over by the claim or quote of the visit that follows, else
-- withdrawn.

alter table insurance_case add column quote boolean not null default false;  -- a claim of use predetermination
alter table insurance_case add column taken_by bigint;                       -- case that took over what was uploaded
create index insurance_case_taken on insurance_case (tenant_id, taken_by) where taken_by is not null;
create index insurance_case_quoted on insurance_case (not_before) where quote and not open and taken_by is null;
