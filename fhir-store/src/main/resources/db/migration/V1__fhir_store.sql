-- The FHIR store: one table per resource type from one template, history, index values, business
-- keys and the change feed. tenant_id (one county) leads every key. The largest tables are
-- hash-partitioned by tenant with a fixed count of 8.

create table installation (
  one          boolean primary key default true check (one),
  hash_key     bytea not null,          -- 16 bytes, SipHash key of all index hashes
  cursor_key   bytea not null,          -- 32 bytes, seals paging cursors; shared by all nodes
  created_at   timestamptz not null default now()
);

create table resource_type (
  type_code    smallint primary key,
  name         text collate "C" not null unique,
  partitioned  boolean not null
);

create sequence resource_row_id;        -- rid: unique over all types and tenants

insert into resource_type (type_code, name, partitioned)
select row_number() over (order by name collate "C"), name,
       name in ('Patient','Observation','Encounter','Immunization','Condition','Procedure',
                'MedicationRequest','DiagnosticReport','Claim','ExplanationOfBenefit','Provenance')
from unnest(array[
  'Account', 'ActivityDefinition', 'AdverseEvent', 'AllergyIntolerance', 'Appointment',
  'AppointmentResponse', 'AuditEvent', 'Basic', 'Binary', 'BiologicallyDerivedProduct',
  'BodyStructure', 'Bundle', 'CapabilityStatement', 'CarePlan', 'CareTeam', 'CatalogEntry',
  'ChargeItem', 'ChargeItemDefinition', 'Claim', 'ClaimResponse', 'ClinicalImpression',
  'CodeSystem', 'Communication', 'CommunicationRequest', 'CompartmentDefinition', 'Composition',
  'ConceptMap', 'Condition', 'Consent', 'Contract', 'Coverage', 'CoverageEligibilityRequest',
  'CoverageEligibilityResponse', 'DetectedIssue', 'Device', 'DeviceDefinition', 'DeviceMetric',
  'DeviceRequest', 'DeviceUseStatement', 'DiagnosticReport', 'DocumentManifest',
  'DocumentReference', 'EffectEvidenceSynthesis', 'Encounter', 'Endpoint', 'EnrollmentRequest',
  'EnrollmentResponse', 'EpisodeOfCare', 'EventDefinition', 'Evidence', 'EvidenceVariable',
  'ExampleScenario', 'ExplanationOfBenefit', 'FamilyMemberHistory', 'Flag', 'Goal',
  'GraphDefinition', 'Group', 'GuidanceResponse', 'HealthcareService', 'ImagingStudy',
  'Immunization', 'ImmunizationEvaluation', 'ImmunizationRecommendation', 'ImplementationGuide',
  'InsurancePlan', 'Invoice', 'Library', 'Linkage', 'List', 'Location', 'Measure', 'MeasureReport',
  'Media', 'Medication', 'MedicationAdministration', 'MedicationDispense', 'MedicationKnowledge',
  'MedicationRequest', 'MedicationStatement', 'MedicinalProduct', 'MedicinalProductAuthorization',
  'MedicinalProductContraindication', 'MedicinalProductIndication', 'MedicinalProductIngredient',
  'MedicinalProductInteraction', 'MedicinalProductManufactured', 'MedicinalProductPackaged',
  'MedicinalProductPharmaceutical', 'MedicinalProductUndesirableEffect', 'MessageDefinition',
  'MessageHeader', 'MolecularSequence', 'NamingSystem', 'NutritionOrder', 'Observation',
  'ObservationDefinition', 'OperationDefinition', 'OperationOutcome', 'Organization',
  'OrganizationAffiliation', 'Parameters', 'Patient', 'PaymentNotice', 'PaymentReconciliation',
  'Person', 'PlanDefinition', 'Practitioner', 'PractitionerRole', 'Procedure', 'Provenance',
  'Questionnaire', 'QuestionnaireResponse', 'RelatedPerson', 'RequestGroup', 'ResearchDefinition',
  'ResearchElementDefinition', 'ResearchStudy', 'ResearchSubject', 'RiskAssessment',
  'RiskEvidenceSynthesis', 'Schedule', 'SearchParameter', 'ServiceRequest', 'Slot', 'Specimen',
  'SpecimenDefinition', 'StructureDefinition', 'StructureMap', 'Subscription', 'Substance',
  'SubstanceNucleicAcid', 'SubstancePolymer', 'SubstanceProtein', 'SubstanceReferenceInformation',
  'SubstanceSourceMaterial', 'SubstanceSpecification', 'SupplyDelivery', 'SupplyRequest', 'Task',
  'TerminologyCapabilities', 'TestReport', 'TestScript', 'ValueSet', 'VerificationResult',
  'VisionPrescription'
]) as name;

create function partition_by_tenant(parent text) returns void language plpgsql as $$
begin
  for n in 0..7 loop
    execute format('create table %I partition of %I for values with (modulus 8, remainder %s)',
                   parent || '_p' || n, parent, n);
  end loop;
end $$;

do $$
declare
  kind record;
  name text;
begin
  for kind in select * from resource_type order by type_code loop
    name := 'resource_' || lower(kind.name);
    execute format($ddl$
      create table %I (
        tenant_id     integer not null,
        rid           bigint not null,
        fhir_id       text collate "C" not null,
        version       bigint not null,
        last_updated  timestamptz(3) not null,
        patient_rid   bigint,              -- the Patient whose compartment it is in
        date_low      timestamptz(3),      -- main date of the type
        date_high     timestamptz(3),
        tokens        bigint[] not null,   -- keyed hashes of tokens and references
        body          text not null,       -- JSON exactly as it goes to the wire
        primary key (tenant_id, rid),
        unique (tenant_id, fhir_id)
      ) %s $ddl$, name, case when kind.partitioned then 'partition by hash (tenant_id)' else '' end);
    if kind.partitioned then
      perform partition_by_tenant(name);
    end if;
    execute format('create index %I on %I (tenant_id, patient_rid, date_low desc, rid) where patient_rid is not null',
                   name || '_patient', name);
    execute format('create index %I on %I (tenant_id, date_low, rid) where date_low is not null',
                   name || '_date', name);
    execute format('create index %I on %I (tenant_id, last_updated, rid)', name || '_updated', name);
    execute format('create index %I on %I using gin (tokens)', name || '_tokens', name);
  end loop;
end $$;

-- Old versions and tombstones; the current version lives in its resource table only.
create table resource_history (
  tenant_id     integer not null,
  type_code     smallint not null,
  fhir_id       text collate "C" not null,
  version       bigint not null,
  rid           bigint not null,
  last_updated  timestamptz(3) not null,
  effect        smallint not null,          -- how this version came to be: 1 created, 2 updated, 3 deleted
  body          text,                       -- null for a tombstone
  primary key (tenant_id, type_code, fhir_id, version)
) partition by hash (tenant_id);
select partition_by_tenant('resource_history');

-- parameter is a keyed hash of 'Type.code'.
create table index_string (
  tenant_id     integer not null,
  parameter     bigint not null,
  folded        text collate "C" not null,  -- lower case, accents and widths folded, at most 200 characters
  rid           bigint not null,
  primary key (tenant_id, parameter, folded, rid)
) partition by hash (tenant_id);
select partition_by_tenant('index_string');
create index index_string_rid on index_string (tenant_id, rid);

create table index_date (
  tenant_id     integer not null,
  parameter     bigint not null,
  low           timestamptz(3) not null,
  high          timestamptz(3) not null,
  rid           bigint not null,
  primary key (tenant_id, parameter, low, high, rid)
) partition by hash (tenant_id);
select partition_by_tenant('index_date');
create index index_date_rid on index_date (tenant_id, rid);

-- Who points at a resource: deletion's integrity check and reverse searches.
create table index_reference (
  tenant_id     integer not null,
  target_rid    bigint not null,
  parameter     bigint not null,
  source_type   smallint not null,
  rid           bigint not null,
  primary key (tenant_id, target_rid, parameter, rid)
) partition by hash (tenant_id);
select partition_by_tenant('index_reference');
create index index_reference_rid on index_reference (tenant_id, rid);

-- Identifier systems configured as unique: one owner per system and value, full values compared.
create table business_key (
  tenant_id     integer not null,
  type_code     smallint not null,
  system        text collate "C" not null,
  value         text collate "C" not null,
  rid           bigint not null,
  fhir_id       text collate "C" not null,
  primary key (tenant_id, type_code, system, value)
) partition by hash (tenant_id);
select partition_by_tenant('business_key');
create index business_key_rid on business_key (tenant_id, rid);

-- A change of cluster (dump and restore) starts a new epoch: xids of earlier epochs count as committed.
create table change_epoch (
  epoch              smallint primary key,
  system_identifier  bigint not null,
  started_at         timestamptz not null default now()
);

-- Narrow feed of every write. Readers go by (epoch, xid, feed_id) and stop below the horizon
-- pg_snapshot_xmin(pg_current_snapshot()), so nothing is missed because it committed late.
create table change_feed (
  tenant_id     integer not null,
  epoch         smallint not null,
  xid           xid8 not null default pg_current_xact_id(),
  feed_id       bigint generated always as identity,
  type_code     smallint not null,
  effect        smallint not null,          -- as in resource_history
  version       bigint not null,
  fhir_id       text collate "C" not null,
  last_updated  timestamptz(3) not null,
  primary key (tenant_id, epoch, xid, feed_id)
) partition by hash (tenant_id);
select partition_by_tenant('change_feed');
create index change_feed_updated on change_feed (tenant_id, last_updated, feed_id);
create index change_feed_type on change_feed (tenant_id, type_code, last_updated, feed_id);
