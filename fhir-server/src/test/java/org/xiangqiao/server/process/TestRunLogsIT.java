package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.observability.PersonalDataScan;
import org.xiangqiao.server.observability.PersonalDataScan.Finding;
import org.xiangqiao.simulators.emr.Township;

/** What all modules' tests logged before this one holds no personal value of the test data. */
class TestRunLogsIT {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  @Test
  void noLogOfTheTestRunHoldsPersonalData() throws IOException {
    List<Path> logs = logs();
    assertThat(logs).as("test outputs below %s", PROJECT).isNotEmpty();
    PersonalDataScan scan = new PersonalDataScan(names());
    List<Finding> findings = logs.stream().flatMap(log -> scan.scan(log).stream()).toList();
    assertThat(findings).isEmpty();
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT, 5)) {
      return files
          .filter(file -> file.toString().contains("surefire-reports"))
          .filter(file -> file.getFileName().toString().endsWith("-output.txt"))
          .toList();
    }
  }

  /** Full names, as the simulated EMRs send them. */
  private static List<String> names() {
    return Township.of(20260101, 200, LocalDate.of(2026, 1, 1)).residents().stream()
        .map(resident -> resident.family() + resident.given())
        .toList();
  }
}
