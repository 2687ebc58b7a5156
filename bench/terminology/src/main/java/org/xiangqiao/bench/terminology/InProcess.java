package org.xiangqiao.bench.terminology;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.lookup.LookupOperation;
import org.xiangqiao.terminology.service.memory.ResourceSource;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.ConceptCopy;
import org.xiangqiao.terminology.service.table.ConceptRow;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;
import org.xiangqiao.terminology.service.validate.ValidateOperation;

/**
 * How often one thread looks codes up and validates them, without HTTP: over a code system in
 * memory, and over the same one in tables, where all codes are asked for alike and where a few
 * thousand of them are.
 */
public final class InProcess {

  private static final String URL = "https://bench.example.org/CodeSystem/diseases";
  private static final int GROUP = 20;
  private static final int USUAL = 5_000;
  private static final int TENANT = 1;

  private final DiseaseTable table;
  private final double seconds;
  private final SplittableRandom random = new SplittableRandom(20261122);
  private final Map<String, Object> figures = new LinkedHashMap<>();

  private InProcess(DiseaseTable table, double seconds) {
    this.table = table;
    this.seconds = seconds;
  }

  /**
   * @param arguments rows (100000), seconds of each case (5), half of them again to warm
   */
  public static void main(String[] arguments) throws IOException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
    InProcess run = new InProcess(new DiseaseTable(rows), seconds);
    run.inMemory();
    run.inTables();
    System.out.println(
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(run.figures));
  }

  private void inMemory() {
    CodeSystem system = about().setContent(CodeSystemContentMode.COMPLETE);
    for (int row = 0; row < table.size(); row++) {
      CodeSystem.ConceptDefinitionComponent concept =
          system.addConcept().setCode(DiseaseTable.code(row)).setDisplay(table.display(row));
      for (String parent : parents(row)) {
        concept.addProperty().setCode("parent").setValue(new CodeType(parent));
      }
    }
    ResourceSource source = new ResourceSource(List.of(system));
    measure("memory", table.size(), new LookupOperation(source), new ValidateOperation(source));
  }

  private void inTables() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        HikariDataSource pool = pool(postgres)) {
      new ResourceDatabasePopulator(new ClassPathResource("db/migration/V20__code_systems.sql"))
          .execute(pool);
      JdbcTemplate jdbc = new JdbcTemplate(pool);
      load(jdbc);
      StoredCodeSystems stored =
          new StoredCodeSystems(jdbc, FhirContext.forR4Cached(), ConceptTextIndex.none());
      TerminologySource source = url -> stored.codeSystems(TENANT, url);
      LookupOperation lookup = new LookupOperation(source);
      ValidateOperation validate = new ValidateOperation(source);
      measure("tables, all codes", table.size(), lookup, validate);
      measure("tables, usual codes", USUAL, lookup, validate);
    }
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  private void load(JdbcTemplate jdbc) {
    CodeSystemVersions versions = new CodeSystemVersions(jdbc);
    long key = versions.begin(TENANT, URL, "1", "{}").orElseThrow();
    List<ConceptRow> rows = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      rows.add(
          new ConceptRow(
              row,
              new Concept(
                  DiseaseTable.code(row),
                  table.display(row),
                  null,
                  null,
                  false,
                  false,
                  parents(row),
                  List.of(),
                  List.of())));
    }
    new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource()))
        .executeWithoutResult(
            status -> {
              new ConceptCopy(jdbc).write(key, rows);
              jdbc.update(
                  "insert into code_concept_ancestor select c.version_key, p.ordinal, c.ordinal, 1"
                      + " from code_concept c join code_concept p"
                      + " on p.version_key = c.version_key and p.code = any(c.parents)");
              versions.ready(
                  key,
                  FhirContext.forR4Cached().newJsonParser().encodeResourceToString(about()),
                  rows.size());
              versions.makeCurrent(versions.find(key).orElseThrow(), false);
            });
    jdbc.execute("analyze");
  }

  private static CodeSystem about() {
    CodeSystem about = new CodeSystem();
    about.setUrl(URL).setVersion("1").setName("Diseases").setCaseSensitive(true);
    about.setContent(CodeSystemContentMode.NOTPRESENT);
    return about;
  }

  /** The first of each twenty is above the others. */
  private static List<String> parents(int row) {
    return row % GROUP == 0 ? List.of() : List.of(DiseaseTable.code(row - row % GROUP));
  }

  private void measure(String name, int codes, LookupOperation lookup, ValidateOperation validate) {
    Map<String, IntFunction<Resource>> cases = new LinkedHashMap<>();
    cases.put("$lookup", row -> lookup.lookup(asked("system", row), null));
    cases.put("$validate-code", row -> validate.inCodeSystem(asked("url", row), null));
    cases.forEach(
        (operation, question) -> {
          run(codes, seconds / 2, question);
          figures.put(operation + ", " + name, run(codes, seconds, question));
        });
  }

  private static Parameters asked(String system, int row) {
    Parameters asked = new Parameters();
    asked.addParameter(system, new UriType(URL));
    asked.addParameter("code", new CodeType(DiseaseTable.code(row)));
    return asked;
  }

  private Map<String, Object> run(int codes, double seconds, IntFunction<Resource> question) {
    Histogram micros = new Histogram(3);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long worked = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long before = start;
    long answered = 0;
    while (before < end) {
      if (question.apply(random.nextInt(codes)).isEmpty()) {
        throw new IllegalStateException("no answer");
      }
      long now = System.nanoTime();
      micros.recordValue(Math.max(1, (now - before) / 1000));
      before = now;
      answered++;
    }
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("perSecond", Math.round(answered / ((before - start) / 1e9)));
    // What the thread did itself: says something on a machine with other work, too.
    worked = threads.getCurrentThreadCpuTime() - worked;
    figure.put("perSecondOfItsProcessor", Math.round(answered / (worked / 1e9)));
    figure.put("p50Micros", micros.getValueAtPercentile(50));
    figure.put("p99Micros", micros.getValueAtPercentile(99));
    return figure;
  }
}
