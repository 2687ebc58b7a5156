package org.xiangqiao.suites.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r5.model.TestReport;
import org.hl7.fhir.r5.model.TestReport.TestReportTestComponent;
import org.hl7.fhir.utilities.json.parser.JsonParser;
import org.hl7.fhir.validation.special.TxTester;
import org.junit.jupiter.api.Test;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.RunningServer;
import org.xiangqiao.suites.SuiteTable;

/**
 * HL7's terminology ecosystem tests, mode {@code general}: 597 cases, whose files lie beside the
 * repository. What is not listed as a known failure has to pass.
 */
class TerminologyEcosystemIT {

  private static final Path CASES =
      Path.of(System.getProperty("suites.tx-ecosystem", "../../../shared/suites/tx-ecosystem"));

  /** The cases expect a refusal beyond this. */
  private static final String EXPANSION = "1000";

  @Test
  void casesStandAsBefore() throws Exception {
    assumeTrue(
        Files.exists(CASES.resolve("test-cases.json")),
        "no cases at " + CASES.toAbsolutePath() + ": set -Dsuites.tx-ecosystem to their folder");
    SuiteTable table =
        new SuiteTable("terminology", "HL7 terminology ecosystem tests 1.9.0, mode general");
    KnownFailures known = new KnownFailures(getClass(), "terminology.csv");
    try (RunningServer server =
            new RunningServer(Map.of("xiangqiao.terminology.max-expansion", EXPANSION));
        TokenProxy proxy = new TokenProxy(server.port(), server.token())) {
      TxTester tester =
          new TxTester(
              new TxTester.InternalTxLoader(CASES.toString()),
              proxy.fhir(),
              false,
              JsonParser.parseObjectFromFile(
                  CASES.resolve("messages-tx.fhir.org.json").toString()));
      tester.setOutput(Files.createDirectories(Path.of("target", "terminology")).toString());
      tester.execute(Set.of("general"), null);
      read(tester.getTestReport(), known.reasons(), table);
    }
    table.write();
    assertThat(table.passed() + table.failed().size()).isEqualTo(597);
    assertThat(known.surprises(table.failed())).isEmpty();
  }

  private static void read(TestReport report, Map<String, String> known, SuiteTable table) {
    Set<String> names = new HashSet<>();
    for (TestReportTestComponent test : report.getTest()) {
      String name = names.add(test.getName()) ? test.getName() : test.getName() + " (again)";
      test.getAction().stream()
          .map(TestReport.TestActionComponent::getOperation)
          .forEach(
              each -> {
                switch (each.getResult()) {
                  case PASS -> table.pass(name);
                  case FAIL, ERROR -> table.fail(name, known.getOrDefault(name, each.getMessage()));
                  default -> {}
                }
              });
    }
  }
}
