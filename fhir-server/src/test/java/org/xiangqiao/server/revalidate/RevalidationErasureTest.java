package org.xiangqiao.server.revalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.erase.ErasedVersion;

class RevalidationErasureTest {

  private final OpenStore open = OpenStore.open();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void referencesOfWhatIsErasedLeaveTheReportsOfTheCountyAndNoOthers() {
    UUID own = report(CALLER.tenantId());
    UUID other = report(CALLER.tenantId() + 1);
    Map<String, Integer> erased =
        new RevalidationErasure(open.jdbc())
            .erase(CALLER, List.of(new ErasedVersion("Patient", "b", 1, true, true, "b", null)));
    assertThat(erased).containsEntry("revalidationLines", 1);
    assertThat(examples(own)).isEqualTo("{Patient/c,Patient/a}");
    assertThat(examples(other)).isEqualTo("{Patient/c,Patient/b,Patient/b/_history/1,Patient/a}");
  }

  @Test
  void ofAnOldVersionThatIsErasedOnlyThatVersionLeaves() {
    UUID own = report(CALLER.tenantId());
    new RevalidationErasure(open.jdbc())
        .erase(CALLER, List.of(new ErasedVersion("Patient", "b", 1, false, false, "b", null)));
    assertThat(examples(own)).isEqualTo("{Patient/c,Patient/b,Patient/a}");
  }

  private String examples(UUID job) {
    return open.jdbc()
        .queryForObject(
            "select examples::text from revalidation_line where job_id = ? and rule = 'odd-1'",
            String.class,
            job);
  }

  private UUID report(int tenant) {
    UUID job = UUID.randomUUID();
    open.jdbc()
        .update(
            "insert into revalidation_job (job_id, tenant_id, client, kind, types, last_rid, state)"
                + " values (?, ?, 'emr', 'stored', '{Patient}', 0, 'done')",
            job,
            tenant);
    open.jdbc()
        .update(
            "insert into revalidation_line (job_id, type, sender, profile, rule, checked, broken,"
                + " examples) values (?, 'Patient', 'emr', '', 'odd-1', 3, 3,"
                + " '{Patient/c,Patient/b,Patient/b/_history/1,Patient/a}'),"
                + " (?, 'Patient', 'emr', '', '', 3, 3, '{}')",
            job,
            job);
    return job;
  }
}
