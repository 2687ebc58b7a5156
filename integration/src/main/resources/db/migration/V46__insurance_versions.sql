-- What was handed in is what is settled, whatever becomes of the resources meanwhile. Null: of visits, and of claims
-- that were handed in before, the current version.

alter table insurance_case add column resource_version bigint;   -- of the Claim
alter table insurance_case add column coverage_version bigint;   -- of the Coverage
