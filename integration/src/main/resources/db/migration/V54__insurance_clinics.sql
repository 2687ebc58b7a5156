-- What a village clinic (村卫生室) settled under its own code or its centre's. Null: no clinic.

alter table insurance_case add column clinic text;
alter table insurance_case add column disputed boolean not null default false;   -- its Task is not done
alter table insurance_booking add column clinic text;
create index insurance_booking_clinic on insurance_booking (tenant_id, clinic, day) where clinic is not null;

-- Differences of a day that a person was told of (对账差异任务); closed when a later run does not find them.
create table insurance_difference (
  tenant_id   integer not null,
  institution text not null,
  day         date not null,
  difference  text collate "C" not null,       -- Task.identifier
  task_id     text collate "C" not null,
  open        boolean not null default true,
  primary key (tenant_id, institution, day, difference)
);
create index insurance_difference_task on insurance_difference (tenant_id, task_id) where open;
