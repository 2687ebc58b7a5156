package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TableSpelling;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.ParameterIndexer;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;
import org.xiangqiao.store.parameter.ParameterCatalog;
import org.xiangqiao.store.search.criteria.ResourceTables;

/** A database with a search over it, and rows laid into its tables as a write would. */
final class SearchFixture {

  static final FhirContext FHIR = FhirContext.forR4Cached();
  static final SearchParameters PARAMETERS = new SearchParameters(FHIR);
  static final IndexHash HASH = new IndexHash("0123456789abcdef".getBytes());
  static final UnitConversion UNITS = new UnitConversion();
  static final CursorSeal SEAL = new CursorSeal("0123456789abcdef0123456789abcdef".getBytes());
  static final Caller CALLER = new Caller(1, "test", "", "request-1");

  final DataSource database = pool(TestPostgres.database());
  final JdbcTemplate jdbc = new JdbcTemplate(database);
  final ParameterIndexer indexer =
      new ParameterIndexer(tenant -> PARAMETERS, HASH, UNITS, TableSpelling.of());
  final PostgresSearch search =
      new PostgresSearch(
          database,
          FHIR,
          new ParameterCatalog(PARAMETERS, jdbc, FHIR),
          HASH,
          UNITS,
          CodeLookup.none(),
          TableSpelling.of(),
          null,
          SEAL,
          new SearchSettings(20, 500, 50, 20, List.of("https://fhir.example.org/fhir")));
  private final Map<String, Long> rows = new ConcurrentHashMap<>();

  /** Searches come one after the other here: few connections, opened when they are needed. */
  private static DataSource pool(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  void store(Resource... resources) {
    for (Resource resource : resources) {
      store(1, Instant.parse("2026-03-01T00:00:00Z"), resource);
    }
  }

  long store(int tenantId, Instant lastUpdated, Resource resource) {
    return store(tenantId, lastUpdated, resource, indexer.index(tenantId, resource));
  }

  long store(int tenantId, Instant lastUpdated, Resource resource, IndexValues values) {
    long rid = jdbc.queryForObject("select nextval('resource_row_id')", Long.class);
    String name = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    rows.put(tenantId + name, rid);
    jdbc.update(
        "insert into "
            + ResourceTables.of(resource.fhirType())
            + " (tenant_id, rid, fhir_id, version, last_updated, patient_rid, date_low, date_high,"
            + " tokens, present, body) values (?,?,?,1,?,?,?,?,?,?,?)",
        tenantId,
        rid,
        resource.getIdElement().getIdPart(),
        Timestamp.from(lastUpdated),
        values.patient() == null ? null : rows.get(tenantId + values.patient()),
        timestamp(values.mainDateLow()),
        timestamp(values.mainDateHigh()),
        array("int8", Arrays.stream(values.tokens()).boxed().toArray()),
        array("int4", Arrays.stream(values.present()).boxed().toArray()),
        FHIR.newJsonParser().encodeResourceToString(resource));
    List<Object[]> strings = new ArrayList<>();
    for (IndexValues.StringValue each : values.strings()) {
      strings.add(
          new Object[] {
            tenantId, HASH.parameter(each.parameter()), each.folded(), rid, each.exact()
          });
    }
    jdbc.batchUpdate("insert into index_string values (?,?,?,?,?)", strings);
    List<Object[]> dates = new ArrayList<>();
    for (IndexValues.DateValue each : values.dates()) {
      dates.add(
          new Object[] {
            tenantId,
            HASH.parameter(each.parameter()),
            timestamp(each.low()),
            timestamp(each.high()),
            rid
          });
    }
    jdbc.batchUpdate("insert into index_date values (?,?,?,?,?)", dates);
    for (IndexValues.ReferenceValue each : values.references()) {
      Long target = rows.get(tenantId + each.targetType() + "/" + each.targetId());
      if (target != null) {
        jdbc.update(
            "insert into index_reference select ?,?,?,type_code,? from resource_type where name=?"
                + " on conflict do nothing",
            tenantId,
            target,
            HASH.parameter(each.parameter()),
            rid,
            resource.fhirType());
      }
    }
    return rid;
  }

  private Object array(String type, Object[] values) {
    try (Connection connection = database.getConnection()) {
      return connection.createArrayOf(type, values);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  SearchPage search(String type, String... namesAndValues) {
    return search.search(CALLER, request(type, namesAndValues));
  }

  static SearchRequest request(String type, String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters
          .computeIfAbsent(namesAndValues[i], name -> new ArrayList<>())
          .add(namesAndValues[i + 1]);
    }
    return new SearchRequest(type, parameters, false);
  }

  /** Ids of the first page. */
  List<String> ids(String type, String... namesAndValues) {
    return ids(search(type, namesAndValues));
  }

  static List<String> ids(SearchPage page) {
    return page.matches().stream().map(StoredResource::id).toList();
  }
}
