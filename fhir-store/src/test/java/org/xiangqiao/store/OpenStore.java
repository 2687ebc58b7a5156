package org.xiangqiao.store;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A store on a database of its own, and short words for what tests do with it. */
public final class OpenStore {

  public static final FhirContext FHIR = FhirContext.forR4Cached();
  public static final Caller CALLER = new Caller(7, "emr", "org-1", "request-1");
  public static final String MRN = "http://hospital.example/mrn";

  private static final AtomicLong SERIAL = new AtomicLong();

  private final HikariDataSource dataSource;
  private final FhirStores opened;

  private OpenStore(HikariDataSource dataSource, FhirStores opened) {
    this.dataSource = dataSource;
    this.opened = opened;
  }

  public static OpenStore open(WriteParticipant... participants) {
    return open(TestPostgres.database(), StoreSettings.defaults(), participants);
  }

  public static OpenStore open(
      DataSource database, StoreSettings settings, WriteParticipant... participants) {
    return open(database, settings, CodeLookup.none(), participants);
  }

  public static OpenStore open(
      DataSource database,
      StoreSettings settings,
      CodeLookup lookup,
      WriteParticipant... participants) {
    return open(database, settings, StoreInputs.none().withLookup(lookup), List.of(participants));
  }

  public static OpenStore open(
      DataSource database,
      StoreSettings settings,
      StoreInputs inputs,
      List<WriteParticipant> participants) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(16);
    config.setConnectionInitSql(settings.timeLimits().sessionSql());
    HikariDataSource pool = new HikariDataSource(config);
    return new OpenStore(
        pool,
        FhirStores.open(
            pool, FHIR, settings, participants, inputs.withSpelling(TableSpelling.of())));
  }

  public FhirStores opened() {
    return opened;
  }

  public FhirStore store() {
    return opened.store();
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public JdbcTemplate jdbc() {
    return new JdbcTemplate(dataSource);
  }

  public void close() {
    dataSource.close();
  }

  public WriteOutcome write(WriteOperation operation) {
    return store().write(CALLER, List.of(operation)).get(0);
  }

  public StoredResource create(Resource resource) {
    return write(new WriteOperation.Create(resource, null, null)).resource();
  }

  public WriteOutcome createIfNone(Resource resource, String criteria) {
    return write(new WriteOperation.Create(resource, criteria, null));
  }

  public WriteOutcome put(Resource resource) {
    return put(resource, null);
  }

  public WriteOutcome put(Resource resource, Long ifMatch) {
    return write(new WriteOperation.Update(resource, null, ifMatch, null));
  }

  public WriteOutcome delete(String type, String id) {
    return write(new WriteOperation.Delete(type, id, null, null));
  }

  public StoredResource read(String type, String id) {
    return store().read(CALLER, type, id).orElseThrow();
  }

  /** Ids of the first page of a search; names and values in turn, as in a URL but decoded. */
  public List<String> ids(String type, String... namesAndValues) {
    return search(type, namesAndValues).matches().stream().map(StoredResource::id).toList();
  }

  public SearchPage search(String type, String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters
          .computeIfAbsent(namesAndValues[i], name -> new ArrayList<>())
          .add(namesAndValues[i + 1]);
    }
    return store().search(CALLER, new SearchRequest(type, parameters, false));
  }

  /** Every row that a resource of this row id has left in the index tables. */
  public int indexRows(String type, String id) {
    return jdbc()
        .queryForObject(
            """
            select (select count(*) from index_string s where s.rid = h.rid)
                 + (select count(*) from index_date d where d.rid = h.rid)
                 + (select count(*) from index_quantity q where q.rid = h.rid)
                 + (select count(*) from index_position p where p.rid = h.rid)
                 + (select count(*) from index_reference r where r.rid = h.rid)
                 + (select count(*) from business_key b where b.rid = h.rid)
              from (select rid from resource_history
                     where fhir_id = ? and type_code =
                           (select type_code from resource_type where name = ?) limit 1) h
            """,
            Integer.class,
            id,
            type);
  }

  public static <T extends Resource> T parse(StoredResource stored, Class<T> type) {
    return FHIR.newJsonParser().parseResource(type, stored.json());
  }

  public static Patient patient() {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem(MRN).setValue("p-" + SERIAL.incrementAndGet());
    patient.addName().setText("测试居民").setFamily("测试");
    return patient;
  }

  public static Encounter encounter(String patient) {
    Encounter encounter = new Encounter();
    encounter.setStatus(Encounter.EncounterStatus.FINISHED);
    encounter.getClass_().setSystem("http://terminology.hl7.org/CodeSystem/v3-ActCode");
    encounter.getClass_().setCode("AMB");
    encounter.setSubject(new Reference(patient));
    return encounter;
  }

  public static Immunization immunization(String patient) {
    Immunization immunization = new Immunization();
    immunization.setStatus(Immunization.ImmunizationStatus.COMPLETED);
    immunization.setPatient(new Reference(patient));
    return immunization;
  }

  public static Coverage coverage(String patient) {
    Coverage coverage = new Coverage();
    coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
    coverage.setBeneficiary(new Reference(patient));
    coverage.addPayor(new Reference(patient));
    return coverage;
  }
}
