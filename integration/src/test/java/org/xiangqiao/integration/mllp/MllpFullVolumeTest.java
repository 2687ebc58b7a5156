package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.MllpClient;

/**
 * The database's whole data directory lies on a volume that fills up while an EMR is sending. Only
 * where a volume can be mounted; {@link MllpDiskFullTest} runs everywhere.
 */
class MllpFullVolumeTest {

  private static final int MOST = 400;

  @TempDir Path directory;

  @Test
  void whatIsAcknowledgedIsStoredAndWorkResumesWhenThereIsRoomAgain() throws Exception {
    SmallVolume volume = SmallVolume.mount(directory.resolve("small"), "320m");
    assumeTrue(volume != null, "no volume can be mounted here");
    try (volume;
        EmbeddedPostgres postgres = postgres(volume);
        RunningGateway gateway = new RunningGateway(postgres.getJdbcUrl("postgres", "postgres"));
        MllpClient client = gateway.client()) {
      assertThat(Answer.of(client.send(message(0)), StandardCharsets.UTF_8).accepted()).isTrue();
      // A write-ahead log segment that is there already: tables, not the log, run out of room.
      JdbcTemplate jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
      jdbc.execute("checkpoint");
      jdbc.queryForList("select pg_switch_wal()");
      jdbc.execute("create table segment as select 1");
      volume.fill();

      List<byte[]> refused = new ArrayList<>();
      int acknowledged = 1;
      for (int i = 1; i < MOST && refused.size() < 3; i++) {
        byte[] message = message(i);
        try {
          assertThat(Answer.of(client.send(message), StandardCharsets.UTF_8).accepted()).isTrue();
          acknowledged++;
        } catch (IOException noAnswer) {
          refused.add(message);
          client.close();
        }
      }
      assertThat(refused).hasSize(3);
      assertThat(residents(gateway)).isEqualTo(acknowledged);

      volume.makeRoom();
      for (byte[] message : refused) {
        byte[] answer = client.sendUntilAnswered(message, Duration.ofSeconds(30));
        assertThat(Answer.of(answer, StandardCharsets.UTF_8).accepted()).isTrue();
      }
      assertThat(residents(gateway)).isEqualTo(acknowledged + 3);
      assertThat(gateway.entries())
          .hasSize(acknowledged + 3)
          .extracting(LedgerEntry::state)
          .containsOnly(MessageState.STORED);
    }
  }

  private EmbeddedPostgres postgres(SmallVolume volume) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(volume.directory().resolve("pg"))
        .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
        .setServerConfig("min_wal_size", "32MB")
        .setServerConfig("max_wal_size", "64MB")
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  /** Some 40 KB that cannot be compressed, in a segment that the mapping skips. */
  private static byte[] message(int number) {
    StringBuilder filler = new StringBuilder("ZZZ|");
    new Random(number).ints(40_000, 'a', 'z' + 1).forEach(c -> filler.append((char) c));
    return (Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("FV" + number, "盘^满"))
            + filler
            + "\r")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int residents(RunningGateway gateway) {
    return gateway.all(Patient.class, "family", "盘").size();
  }
}
