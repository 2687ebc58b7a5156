package org.xiangqiao.server.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.observability.PersonalDataScan.Finding;

class PersonalDataScanTest {

  @TempDir Path directory;

  @Test
  void findsIdentityNumbersMobilesAndGivenNames() throws IOException {
    Path log = directory.resolve("server.log");
    Files.writeString(
        log,
        """
        started in 8.1 s
        refused 990101201905010011 for some reason
        called 13912345678
        resident 王小明 moved
        """);
    List<Finding> findings = new PersonalDataScan(List.of("王小明", "李")).scan(directory);
    assertThat(findings)
        .containsExactly(
            new Finding(log, 2, "identity number"),
            new Finding(log, 3, "mobile number"),
            new Finding(log, 4, "name or address"));
  }

  @Test
  void leavesIdsTimesAndNumbersWithAWrongCheckCharacterAlone() throws IOException {
    Files.writeString(
        directory.resolve("server.log"),
        """
        990101201905010019
        request 7f0c13912345678abc took 1391234567800 ns
        1763770000.139123
        Available: 19678736384 bytes
        """);
    assertThat(new PersonalDataScan(List.of()).scan(directory)).isEmpty();
  }
}
