-- What the platform said when it did not do a step, without numbers of persons.
alter table insurance_step add column words text;
