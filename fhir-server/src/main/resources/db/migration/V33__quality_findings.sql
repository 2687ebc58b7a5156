-- What was found in resources that were accepted with findings: an OperationOutcome for each version
-- (病历质控). No values of resources.
create table quality_finding (
  tenant_id  integer not null,
  finding_id bigint generated always as identity,
  type       text collate "C" not null,
  fhir_id    text collate "C" not null,
  version    bigint not null,
  sender     text collate "C" not null,
  at         timestamptz(3) not null,
  rules      text[] not null,
  outcome    text not null,
  primary key (tenant_id, finding_id)
);
create index quality_finding_resource on quality_finding (tenant_id, type, fhir_id);
create index quality_finding_sender on quality_finding (tenant_id, sender, finding_id);
create index quality_finding_rules on quality_finding using gin (rules);
create index quality_finding_at on quality_finding (at);
