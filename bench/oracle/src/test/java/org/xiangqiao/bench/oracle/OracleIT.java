package org.xiangqiao.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.oracle.compare.Differences;
import org.xiangqiao.bench.oracle.compare.DifferencesDocument;
import org.xiangqiao.bench.oracle.compare.Finding;
import org.xiangqiao.bench.oracle.compare.Report;
import org.xiangqiao.bench.oracle.compare.SearchComparison;
import org.xiangqiao.bench.oracle.holdings.Holdings;
import org.xiangqiao.bench.oracle.operation.OperationComparison;
import org.xiangqiao.bench.oracle.query.Records;
import org.xiangqiao.bench.oracle.query.SearchCase;
import org.xiangqiao.bench.oracle.query.SearchCases;
import org.xiangqiao.bench.oracle.server.Servers;
import org.xiangqiao.bench.oracle.write.JourneyComparison;
import org.xiangqiao.bench.stage.Synthea;

/**
 * Asks this server and HAPI's JPA server the same generated questions. What differs must be listed
 * in {@code differences.yaml}. Reports: {@code target/oracle/oracle.json}, {@code failures.txt},
 * and {@code operations.txt} with all that was answered to operations.
 */
class OracleIT {

  private static final Path TARGET = Path.of("target", "oracle").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "conformance");
  private static final int SHOWN = 60;

  /** So many searches show every accepted difference at least once. */
  private static final int ALL_DIFFERENCES = 3000;

  private final long seed = Long.getLong("oracle.seed");
  private final int cases = Integer.getInteger("oracle.cases");
  private final int journeys = Integer.getInteger("oracle.journeys");
  private final int patients = Integer.getInteger("oracle.patients");

  @Test
  void bothServersGiveTheSameAnswers() throws Exception {
    Synthea synthea = Synthea.start(TARGET, property("oracle.synthea.classpath"), seed, patients);
    try (Servers servers =
        Servers.start(TARGET, Path.of(property("oracle.server.jar")), peerClassPath())) {
      Holdings holdings = new Holdings(synthea.resources());
      fill(servers, holdings);
      FhirContext context = FhirContext.forR4();
      Records records = new Records(context, holdings.current(context));
      List<SearchCase> searches = new SearchCases(records, seed).generate(cases);
      List<Finding> findings =
          new ArrayList<>(
              new SearchComparison(servers.ours(), servers.peer(), records).compare(searches));
      findings.addAll(
          new JourneyComparison(servers.ours(), servers.peer()).compare(seed, journeys));
      List<Finding> operations =
          new OperationComparison(servers.ours(), servers.peer()).compare(names(holdings, context));
      Files.writeString(TARGET.resolve("operations.txt"), Report.asText(operations));
      findings.addAll(operations);
      Differences accepted = Differences.read();
      Report report = new Report(findings, accepted);
      write(report, accepted);
      assertThat(report.cases()).isGreaterThan(cases / 2);
      assertThat(report.failures())
          .as("%s: first %d of %d", TARGET.resolve("failures.txt"), SHOWN, report.failures().size())
          .withFailMessage(() -> shown(report))
          .isEmpty();
      if (cases >= ALL_DIFFERENCES) {
        assertThat(report.unused()).as("accepted differences that no case showed").isEmpty();
      }
    }
  }

  /** What the calls of operations name in braces: some of what Synthea made. */
  private static Map<String, String> names(Holdings holdings, FhirContext context) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String type : List.of("Patient", "Encounter")) {
      holdings.current(context).keySet().stream()
          .filter(address -> address.startsWith(type + "/") && !address.contains("/sup-"))
          .min(Comparator.naturalOrder())
          .ifPresent(address -> names.put(type.toLowerCase(Locale.ROOT), address));
    }
    return names;
  }

  private static void fill(Servers servers, Holdings holdings) throws Exception {
    CompletableFuture<Void> ours = CompletableFuture.runAsync(() -> holdings.store(servers.ours()));
    holdings.store(servers.peer());
    ours.join();
    servers.analyze();
  }

  private void write(Report report, Differences accepted) throws IOException {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("suite", "oracle");
    about.put("against", "HAPI FHIR JPA server 8.8.0");
    about.put("seed", seed);
    about.put("patients", patients);
    String json = report.json(about);
    Files.writeString(TARGET.resolve("oracle.json"), json);
    Files.writeString(TARGET.resolve("failures.txt"), report.failuresAsText());
    if (Boolean.getBoolean("oracle.publish")) {
      Files.createDirectories(DOCUMENTS);
      Files.writeString(DOCUMENTS.resolve("oracle.json"), json);
      Files.writeString(DOCUMENTS.resolve("differences.md"), DifferencesDocument.render(accepted));
    }
  }

  private static String shown(Report report) {
    String text = String.join("\n", report.failuresAsText().lines().limit(SHOWN * 4L).toList());
    return report.failures().size() + " of " + report.cases() + " cases differ\n" + text;
  }

  private static String peerClassPath() throws IOException {
    return property("oracle.peer.classes") + File.pathSeparator + property("oracle.peer.classpath");
  }

  /** The property's value; {@code @file} stands for what is in the file. */
  private static String property(String name) throws IOException {
    String value = System.getProperty(name);
    return value.startsWith("@")
        ? Files.readString(Path.of(value.substring(1)), StandardCharsets.UTF_8).strip()
        : value;
  }
}
