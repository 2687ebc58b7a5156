package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome.Effect;

class WriteAuditTest {

  private final List<AuditRecord> written = new ArrayList<>();
  private final WriteAudit audit =
      new WriteAudit(
          new ArrivedRecords(null) {
            @Override
            void add(List<AuditRecord> records) {
              written.addAll(records);
            }
          },
          Clock.systemUTC());

  @Test
  void noRecordGrowsWithoutEnd() {
    List<Change> changes =
        IntStream.range(0, 120)
            .mapToObj(n -> new Change(Effect.CREATED, "Observation", "o" + n, 1, null, "p"))
            .toList();
    audit.written(new Caller(1, "emr", "", "r"), changes);
    assertThat(written)
        .extracting(record -> 1 + record.further().size())
        .containsExactly(50, 50, 20);
    assertThat(written.stream().flatMap(WriteAuditTest::ids))
        .containsExactlyElementsOf(changes.stream().map(Change::id).toList());
  }

  private static Stream<String> ids(AuditRecord record) {
    return Stream.concat(
        Stream.of(record.resourceId()), record.further().stream().map(AuditRecord.Version::id));
  }
}
