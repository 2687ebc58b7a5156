package org.xiangqiao.bench.engine.ask;

import static org.xiangqiao.bench.engine.ask.Question.encoded;
import static org.xiangqiao.bench.engine.ask.Question.get;
import static org.xiangqiao.bench.engine.ask.RawTables.TENANT;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.xiangqiao.bench.engine.corpus.PatientRecord;

/** The cases: reading first, then what changes the data. */
public final class Scenarios {

  /** A page as both servers give it without being asked for another. */
  private static final int PAGE = 20;

  private static final int TRANSACTION = 50;
  private static final int PREFIX = 3;
  private static final int EVERYTHING_AT_LEAST = 80;
  private static final int EVERYTHING_AT_MOST = 130;
  private static final int ALL = 500;

  private static final String ROW = "select r.rid, r.fhir_id, r.version, r.last_updated, r.body ";
  private static final String BY_CODE = "r.tokens @> ? and r.tenant_id = " + TENANT;
  private static final String OF_PATIENT =
      """
      from resource_observation r
      where r.tenant_id = 1 and (r.tokens || '{}'::bigint[]) @> ? and r.patient_rid =
        (select rid from resource_patient where tenant_id = 1 and fhir_id = ?)
      order by r.date_low desc, r.rid limit 20
      """;

  private Scenarios() {}

  public static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.add(
        reading(
            "read",
            "read by id",
            draw -> get(draw.chosenPart().type() + "/" + draw.partId()),
            (tables, draw) ->
                tables.query(
                    ROW
                        + "from "
                        + RawTables.table(draw.chosenPart().type())
                        + " r where r.tenant_id = 1 and r.fhir_id = ?",
                    draw.partId())));
    all.add(
        reading(
            "identifier",
            "Patient?identifier=",
            draw -> get("Patient?identifier=" + encoded(draw.identity())),
            (tables, draw) ->
                tables.query(
                    ROW + "from resource_patient r where " + BY_CODE,
                    (Object) tables.tokens("Patient.identifier", draw.identity()))));
    all.add(
        reading(
            "patient-code",
            "Observation?patient=&code=&_sort=-date",
            draw -> get(patientAndCode(draw) + "&_sort=-date"),
            Scenarios::patientAndCode));
    all.add(
        reading(
            "broad-sorted",
            "Observation?code=&date=ge&_sort=-date (broad)",
            draw ->
                get(
                    "Observation?code="
                        + encoded(draw.code())
                        + "&date=ge"
                        + encoded(draw.day() + "T00:00:00+08:00")
                        + "&_sort=-date&_count="
                        + PAGE),
            (tables, draw) ->
                tables.query(
                    ROW
                        + "from resource_observation r where "
                        + BY_CODE
                        + " and r.date_high >= ? order by r.date_low desc, r.rid desc limit 20",
                    tables.tokens("Observation.code", draw.code()),
                    start(draw.day()))));
    all.add(
        reading(
            "chained",
            "Observation?patient.identifier=",
            draw ->
                get(
                    "Observation?patient.identifier="
                        + encoded(draw.identity())
                        + "&_count="
                        + PAGE),
            (tables, draw) ->
                tables.query(
                    ROW
                        + """
                        from resource_observation r where r.tenant_id = 1 and r.patient_rid in
                          (select rid from resource_patient where tenant_id = 1 and tokens @> ?)
                        order by r.rid limit 20""",
                    (Object) tables.tokens("Patient.identifier", draw.identity()))));
    all.add(
        reading(
            "has",
            "Patient?_has:Observation:patient:code= (rare)",
            draw ->
                get(
                    "Patient?_has:Observation:patient:code="
                        + encoded(draw.rare())
                        + "&_count="
                        + PAGE),
            (tables, draw) ->
                tables.query(
                    ROW
                        + """
                        from resource_patient r where r.tenant_id = 1 and r.rid in
                          (select patient_rid from resource_observation o
                            where o.tenant_id = 1 and o.tokens @> ?)
                        order by r.rid limit 20""",
                    (Object) tables.tokens("Observation.code", draw.rare()))));
    all.add(
        reading(
            "include",
            "Observation?patient=&code=&_include= encounter, patient",
            draw ->
                get(
                    patientAndCode(draw)
                        + "&_include=Observation:encounter&_include=Observation:patient"),
            Scenarios::include));
    all.add(
        reading(
            "prefix",
            "Patient?family= (prefix)",
            draw -> get("Patient?family=" + encoded(prefix(draw)) + "&_count=" + PAGE),
            (tables, draw) ->
                tables.query(
                    ROW
                        + """
                        from resource_patient r where r.tenant_id = 1 and r.rid in
                          (select rid from index_string where tenant_id = 1 and parameter = ?
                              and folded >= ? and folded < ?)
                        order by r.rid limit 20""",
                    tables.parameter("Patient.family"),
                    prefix(draw).toLowerCase(Locale.ROOT),
                    prefix(draw).toLowerCase(Locale.ROOT) + "\uffff")));
    all.add(
        reading(
            "total",
            "Observation?code=&_total=accurate",
            draw ->
                get("Observation?code=" + encoded(draw.code()) + "&_total=accurate&_count=" + PAGE),
            (tables, draw) -> {
              Long[] code = tables.tokens("Observation.code", draw.code());
              tables.query(
                  ROW + "from resource_observation r where " + BY_CODE + " order by r.rid limit 20",
                  (Object) code);
              return tables.number(
                  "select count(*) from resource_observation r where " + BY_CODE, (Object) code);
            }));
    all.add(
        new Scenario(
            "everything",
            "Patient/$everything (about 100)",
            false,
            1,
            record -> record.size() >= EVERYTHING_AT_LEAST && record.size() <= EVERYTHING_AT_MOST,
            draw -> get("Patient/" + draw.patient() + "/$everything?_count=" + ALL),
            Scenarios::everything));
    all.add(
        new Scenario(
            "create",
            "create (Observation)",
            true,
            1,
            always(),
            draw ->
                new Question(
                    "Observation",
                    draw.corpus().observation(draw.record(), draw.observation(), draw.copy())),
            (tables, draw) ->
                tables.insert(
                    List.of(
                        draw.corpus()
                            .observation(draw.record(), draw.observation(), draw.copy())))));
    all.add(
        new Scenario(
            "transaction",
            "transaction of 50 creates",
            true,
            TRANSACTION,
            record -> record.bundleSize() == TRANSACTION,
            draw -> new Question("", draw.corpus().transaction(draw.record(), draw.serial())),
            (tables, draw) ->
                tables.insert(draw.corpus().transactionBodies(draw.record(), draw.serial()))));
    return all;
  }

  private static Scenario reading(
      String id, String title, Function<Draw, Question> http, Scenario.InSql sql) {
    return new Scenario(id, title, false, 1, always(), http, sql);
  }

  private static Predicate<PatientRecord> always() {
    return record -> !record.observations().isEmpty();
  }

  private static String patientAndCode(Draw draw) {
    return "Observation?patient="
        + draw.patient()
        + "&code="
        + encoded(draw.observedCode())
        + "&_count="
        + PAGE;
  }

  private static long patientAndCode(RawTables tables, Draw draw) throws SQLException {
    return tables.query(
        ROW + OF_PATIENT, tables.tokens("Observation.code", draw.observedCode()), draw.patient());
  }

  private static long include(RawTables tables, Draw draw) throws SQLException {
    List<String> encounters =
        tables.texts(
            "select distinct r.body::jsonb #>> '{encounter,reference}' from ("
                + ROW
                + OF_PATIENT
                + ") r",
            tables.tokens("Observation.code", draw.observedCode()),
            draw.patient());
    long matches = patientAndCode(tables, draw);
    tables.query(
        ROW + "from resource_encounter r where r.tenant_id = 1 and r.fhir_id = any(?)",
        (Object)
            encounters.stream()
                .filter(Objects::nonNull)
                .map(reference -> reference.substring(reference.indexOf('/') + 1))
                .toArray(String[]::new));
    tables.query(
        ROW + "from resource_patient r where r.tenant_id = 1 and r.fhir_id = ?", draw.patient());
    return matches;
  }

  private static long everything(RawTables tables, Draw draw) throws SQLException {
    long rid =
        tables.number(
            "select rid from resource_patient where tenant_id = 1 and fhir_id = ?", draw.patient());
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String type : draw.corpus().compartmentTypes()) {
      parts.add(
          "select r.body from "
              + RawTables.table(type)
              + " r where r.tenant_id = 1 and r.patient_rid = ?");
      values.add(rid);
    }
    return tables.query(String.join(" union all ", parts), values.toArray());
  }

  private static String prefix(Draw draw) {
    return draw.source().familyPrefix(draw.copy(), PREFIX);
  }

  private static OffsetDateTime start(LocalDate day) {
    return day.atStartOfDay().atOffset(ZoneOffset.ofHours(8));
  }
}
