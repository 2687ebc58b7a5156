-- What validation of writes found: per county, sender, rule and day (病历质控). No values of resources.
create table quality_count (
  tenant_id integer not null,
  day       date not null,
  sender    text collate "C" not null,
  type      text collate "C" not null,
  outcome   text not null check (outcome in ('checked', 'refused', 'tagged')),
  rule      text collate "C" not null,                     -- empty where resources are counted
  number    bigint not null,
  primary key (tenant_id, day, sender, type, outcome, rule)
);
create index quality_count_day on quality_count (day);
