package org.xiangqiao.bench.engine.names;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Patient;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.ParameterIndexer;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;

/**
 * Lays residents into the tables of searches, with the index values that a write would give them
 * but without its history, change feed and tokens: a county's residents in minutes.
 */
final class BulkLoad {

  private static final int TENANT = 1;

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final IndexHash hash;
  private final ParameterIndexer indexer;
  private final IParser json;

  BulkLoad(DataSource database, FhirContext fhir, NameSpelling spelling) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.hash = new IndexHash(InstallationKeys.load(jdbc).hashKey());
    SearchParameters parameters = new SearchParameters(fhir);
    this.indexer = new ParameterIndexer(tenant -> parameters, hash, new UnitConversion(), spelling);
    this.json = fhir.newJsonParser();
  }

  /** The names of the residents laid down. */
  List<Residents.Name> load(Residents made, int residents) throws Exception {
    List<Residents.Name> names = new ArrayList<>();
    jdbc.execute("alter table index_string drop constraint index_string_pkey");
    jdbc.execute("drop index index_string_rid");
    try (Connection rows = database.getConnection();
        Connection strings = database.getConnection()) {
      CopyIn patients =
          copy(
              rows,
              "resource_patient (tenant_id, rid, fhir_id, version, last_updated, patient_rid,"
                  + " tokens, present, body)");
      CopyIn texts = copy(strings, "index_string (tenant_id, parameter, folded, rid, exact)");
      for (int i = 1; i <= residents; i++) {
        Residents.Name name = made.name();
        names.add(name);
        write(i, made.patient(i, name), patients, texts);
      }
      patients.endCopy();
      texts.endCopy();
    }
    jdbc.execute(
        "alter table index_string add constraint index_string_pkey"
            + " primary key (tenant_id, parameter, folded, rid, exact)");
    jdbc.execute("create index index_string_rid on index_string (tenant_id, rid)");
    return names;
  }

  private static CopyIn copy(Connection connection, String target) throws Exception {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + target + " from stdin");
  }

  private void write(int rid, Patient patient, CopyIn patients, CopyIn texts) throws Exception {
    patient.setId("Patient/r" + rid);
    IndexValues values = indexer.index(TENANT, patient);
    String present =
        IntStream.of(values.present()).mapToObj(Integer::toString).collect(Collectors.joining(","));
    line(
        patients,
        TENANT,
        rid,
        "r" + rid,
        1,
        "2026-01-01T00:00:00Z",
        rid,
        "{}",
        "{" + present + "}",
        json.encodeResourceToString(patient).replace("\\", "\\\\"));
    for (IndexValues.StringValue value : values.strings()) {
      line(texts, TENANT, hash.parameter(value.parameter()), value.folded(), rid, value.exact());
    }
  }

  private static void line(CopyIn copy, Object... cells) throws Exception {
    StringBuilder line = new StringBuilder();
    for (Object cell : cells) {
      line.append(line.isEmpty() ? "" : "\t").append(cell);
    }
    byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
  }
}
