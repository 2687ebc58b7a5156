-- The moment of the last accepted word on each dose (MSH-7 of the message that brought it): a word
-- that is older does not change the dose. Kept as long as the dose itself.

create table dose_event (
  tenant_id   integer not null,
  dose_key    bytea not null,            -- SHA-256 of the dose's identifier, system and value
  event_time  timestamptz(3) not null,
  primary key (tenant_id, dose_key)
) partition by hash (tenant_id);
select partition_by_tenant('dose_event');
