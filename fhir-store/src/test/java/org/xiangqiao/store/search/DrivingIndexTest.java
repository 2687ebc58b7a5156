package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.search.criteria.CriteriaParser;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Each shape of query is led by the index that is meant for it, over several thousand rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrivingIndexTest {

  private static final int ROWS = 6000;
  private static final int PATIENTS = 2000;

  private SearchFixture fixture;
  private QueryParser parser;

  @BeforeAll
  void manyRows() throws SQLException {
    fixture = new SearchFixture();
    parser =
        new QueryParser(
            SearchFixture.PARAMETERS,
            SearchFixture.HASH,
            new CriteriaParser(
                SearchFixture.PARAMETERS,
                SearchFixture.HASH,
                SearchFixture.UNITS,
                CodeLookup.none(),
                NameSpelling.none(),
                null,
                List.of(),
                500,
                4,
                true,
                Clock.systemUTC()),
            SearchSettings.defaults());
    List<Resource> patients = new ArrayList<>();
    List<Resource> observations = new ArrayList<>();
    List<Resource> coverages = new ArrayList<>();
    for (int i = 0; i < PATIENTS; i++) {
      Patient patient = new Patient();
      patient.setId("Patient/p" + i);
      patient.addIdentifier().setSystem("urn:card").setValue("99" + i);
      patient.addName().setFamily("姓" + i);
      patients.add(patient);
    }
    for (int i = 0; i < ROWS; i++) {
      Observation observation = new Observation();
      observation.setId("Observation/o" + i);
      observation.addIdentifier().setSystem("urn:lab").setValue("L" + i);
      observation.setStatus(Observation.ObservationStatus.FINAL);
      observation.setSubject(new Reference("Patient/p" + i % PATIENTS));
      observation.getCode().addCoding().setSystem("urn:code").setCode(i % 1500 == 0 ? "rare" : "c");
      observation.setEffective(
          new DateTimeType("2026-03-01T10:00:" + String.format("%02d", i % 60) + "Z"));
      observations.add(observation);
      Coverage coverage = new Coverage();
      coverage.setId("Coverage/c" + i);
      coverage.addIdentifier().setSystem("urn:card").setValue("C" + i);
      coverage.setBeneficiary(new Reference("Patient/p" + i % PATIENTS));
      coverages.add(coverage);
    }
    List<Resource> encounters = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Encounter encounter = new Encounter();
      encounter.setId("Encounter/e" + i);
      encounter.addIdentifier().setSystem("urn:visit").setValue("V" + i);
      encounter.setSubject(new Reference("Patient/p" + i % PATIENTS));
      encounters.add(encounter);
    }
    insert(encounters, 400_000);
    fixture.jdbc.update(
        "insert into index_reference (tenant_id, target_rid, parameter, source_type, rid)"
            + " select 1, 400000 + n, ?, 1, 100000 + n from generate_series(0, ?) n",
        SearchFixture.HASH.parameter("Observation.encounter"),
        ROWS - 1);
    insert(patients, 1);
    insert(observations, 100_000);
    insert(coverages, 200_000);
    otherCounties();
    fixture.jdbc.execute("vacuum analyze");
    // The driver counts the $n of an explained statement as its own; inside a function nobody does.
    fixture.jdbc.execute(
        "create function run_text(text) returns setof text language plpgsql as"
            + " 'begin return query execute $1; end'");
  }

  /** Many tenants in one table: the key's tenant alone must not look like a good start either. */
  private void otherCounties() {
    fixture.jdbc.update(
        "insert into resource_coverage (tenant_id, rid, fhir_id, version, last_updated, tokens, body)"
            + " select 2 + n % 300, 300000 + n, 'c' || n, 1, now(), array[n, n * 7, n * 11]::bigint[],"
            + " '{}' from generate_series(1, 30000) n");
  }

  private void insert(List<Resource> resources, long firstRid) throws SQLException {
    String table = ResourceTables.of(resources.get(0).fhirType());
    try (Connection connection = fixture.database.getConnection();
        var rows =
            connection.prepareStatement(
                "insert into " + table + " values (1,?,?,1,?,?,?,?,?,'{}')");
        var strings = connection.prepareStatement("insert into index_string values (1,?,?,?,?)")) {
      connection.setAutoCommit(false);
      long rid = firstRid;
      for (Resource resource : resources) {
        IndexValues values = fixture.indexer.index(1, resource);
        rows.setLong(1, rid);
        rows.setString(2, resource.getIdElement().getIdPart());
        rows.setTimestamp(
            3, Timestamp.from(Instant.parse("2026-03-01T00:00:00Z").plusSeconds(rid)));
        rows.setObject(
            4,
            values.patient() == null
                ? null
                : Long.valueOf(
                    1 + Long.parseLong(values.patient().substring("Patient/p".length()))),
            java.sql.Types.BIGINT);
        rows.setTimestamp(
            5, values.mainDateLow() == null ? null : Timestamp.from(values.mainDateLow()));
        rows.setTimestamp(
            6, values.mainDateHigh() == null ? null : Timestamp.from(values.mainDateHigh()));
        rows.setArray(
            7, connection.createArrayOf("int8", Arrays.stream(values.tokens()).boxed().toArray()));
        rows.addBatch();
        for (IndexValues.StringValue each : values.strings()) {
          strings.setLong(1, SearchFixture.HASH.parameter(each.parameter()));
          strings.setString(2, each.folded());
          strings.setLong(3, rid);
          strings.setLong(4, each.exact());
          strings.addBatch();
        }
        rid++;
      }
      rows.executeBatch();
      strings.executeBatch();
      connection.commit();
    }
  }

  private SqlStatement statement(String type, String... parameters) {
    SearchQuery query = parser.parse(1, SearchFixture.request(type, parameters));
    return new PageStatement(query, 1, new ResourceTables(fixture.jdbc)).page(false, null, 21);
  }

  /** The plan when the database knows the values. */
  private String plan(SqlStatement statement) {
    return String.join(
        "\n",
        fixture.jdbc.query(
            new SqlStatement()
                .add("explain (costs off) " + statement.text(), statement.values().toArray()),
            (row, number) -> row.getString(1)));
  }

  /** The one plan for all values, which a kept statement may get. */
  private String genericPlan(SqlStatement statement) {
    StringBuilder text = new StringBuilder("explain (generic_plan, costs off) ");
    int number = 0;
    for (char c : statement.text().toCharArray()) {
      text.append(c == '?' ? "$" + ++number : String.valueOf(c));
    }
    return String.join(
        "\n", fixture.jdbc.queryForList("select run_text(?)", String.class, text.toString()));
  }

  @Test
  void idsGoByTheUniqueKey() {
    SqlStatement statement = statement("Observation", "_id", "o17", "code", "c");
    for (String plan : List.of(plan(statement), genericPlan(statement))) {
      assertThat(plan).contains("fhir_id_key").doesNotContain("tokens_idx").doesNotContain("And");
    }
  }

  @Test
  void identifiersGoByTheTokenIndex() {
    SqlStatement partitioned = statement("Observation", "identifier", "urn:lab|L17", "code", "c");
    for (String plan : List.of(plan(partitioned), genericPlan(partitioned))) {
      assertThat(plan).contains("tokens_idx").doesNotContain("BitmapAnd");
    }
    SqlStatement single = statement("Coverage", "identifier", "urn:card|C17");
    for (String plan : List.of(plan(single), genericPlan(single))) {
      assertThat(plan).contains("resource_coverage_tokens").doesNotContain("BitmapAnd");
    }
  }

  @Test
  void patientsRecordsGoByThePatientIndex() {
    for (SqlStatement statement :
        List.of(
            statement("Observation", "patient", "p17", "code", "urn:code|c", "_sort", "-date"),
            statement("Observation", "subject", "Patient/p17", "status", "final"),
            statement("Coverage", "beneficiary", "Patient/p17", "patient", "p17"))) {
      for (String plan : List.of(plan(statement), genericPlan(statement))) {
        assertThat(plan).contains("patient").doesNotContain("_tokens").doesNotContain("BitmapAnd");
      }
    }
  }

  @Test
  void newestOfAPatientNeedNoSort() {
    SqlStatement statement =
        statement("Observation", "patient", "p17", "code", "urn:code|c", "_sort", "-date");
    assertThat(plan(statement)).doesNotContain("Sort");
  }

  @Test
  void rareTokensGoByTheTokenIndexAndBroadOnesByTheOrder() {
    assertThat(plan(statement("Observation", "code", "rare"))).contains("tokens_idx");
    assertThat(plan(statement("Observation", "code", "c")))
        .doesNotContain("tokens_idx")
        .doesNotContain("Seq Scan");
    assertThat(plan(statement("Observation", "code", "c", "_sort", "-date")))
        .contains("date_low_rid_idx")
        .doesNotContain("Sort");
  }

  @Test
  void timesGoByTheirOrder() {
    assertThat(plan(statement("Observation", "_sort", "-_lastUpdated")))
        .contains("last_updated_rid_idx")
        .doesNotContain("Sort");
    assertThat(plan(statement("Observation", "date", "2026-03-01T10:00:07Z")))
        .contains("date_low_rid_idx");
    assertThat(plan(statement("Observation", "_lastUpdated", "lt2026-03-02T03:46:45Z")))
        .contains("last_updated_rid_idx");
  }

  @Test
  void furtherKeysKeepTheOrderOfTheFirstOnesIndex() {
    assertThat(plan(statement("Observation", "_sort", "-date,code")))
        .contains("date_low_rid_idx")
        .contains("Incremental Sort")
        .doesNotContain("Seq Scan");
    assertThat(plan(statement("Observation", "_sort", "_lastUpdated,status")))
        .contains("last_updated_rid_idx")
        .contains("Incremental Sort");
  }

  @Test
  void sortingByParametersDoesNotLeaveThePatientIndex() {
    SqlStatement statement = statement("Observation", "patient", "p17", "_sort", "code,-date");
    for (String plan : List.of(plan(statement), genericPlan(statement))) {
      assertThat(plan)
          .contains("patient_rid_date_low_rid_idx")
          .doesNotContain("_tokens")
          .doesNotContain("Seq Scan on resource_observation");
    }
  }

  @Test
  void namesGoByTheStringIndex() {
    assertThat(plan(statement("Patient", "name", "姓1717")))
        .contains("index_string")
        .contains("folded >=")
        .doesNotContain("Seq Scan");
  }

  @Test
  void identifierChainsStartAtTheTargetsTokens() {
    assertThat(plan(statement("Observation", "patient.identifier", "urn:card|9917")))
        .contains("resource_patient")
        .contains("tokens_idx")
        .contains("patient_rid")
        .doesNotContain("Seq Scan");
    assertThat(plan(statement("Patient", "_has:Observation:patient:identifier", "urn:lab|L17")))
        .contains("tokens_idx")
        .contains("resource_patient_p")
        .doesNotContain("Seq Scan");
    assertThat(plan(statement("Observation", "encounter:Encounter.identifier", "urn:visit|V17")))
        .contains("tokens_idx")
        .contains("target_rid")
        .contains("index_reference")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                statement(
                    "Observation",
                    "encounter:Encounter.identifier",
                    "urn:visit|V17",
                    "_sort",
                    "-date")))
        .contains("tokens_idx")
        .contains("target_rid")
        .doesNotContain("Seq Scan");
  }

  @Test
  void textsOfStatementsDoNotDependOnValues() {
    assertThat(statement("Observation", "identifier", "a|b").text())
        .isEqualTo(statement("Observation", "identifier", "other|value").text());
    assertThat(statement("Observation", "code", "a,b").text())
        .isEqualTo(statement("Observation", "code", "a,b,c,d").text());
    assertThat(statement("Observation", "patient", "a", "date", "2026").text())
        .isEqualTo(statement("Observation", "patient", "b", "date", "2025-01-01").text());
  }
}
