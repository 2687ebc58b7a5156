package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;

/** A reference is made while its target is deleted: one of the two gives way, every time. */
class ReferenceRaceTest {

  private static final int ROUNDS = 300;

  @Test
  void noReferenceToNothingIsLeft() throws Exception {
    OpenStore open = OpenStore.open();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    int deleted = 0;
    int referenced = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String id = open.create(patient()).id();
      Future<Kind> deletion =
          threads.submit(
              () -> {
                start.await();
                return outcome(() -> open.delete("Patient", id));
              });
      Future<Kind> reference =
          threads.submit(
              () -> {
                start.await();
                return outcome(() -> open.create(encounter("Patient/" + id)));
              });
      if (deletion.get() == null) {
        assertThat(reference.get()).isEqualTo(Kind.UNPROCESSABLE);
        deleted++;
      } else {
        assertThat(deletion.get()).isEqualTo(Kind.CONFLICT);
        assertThat(reference.get()).isNull();
        referenced++;
      }
    }
    threads.shutdown();
    assertThat(deleted + referenced).isEqualTo(ROUNDS);
    assertThat(
            open.jdbc()
                .queryForObject(
                    """
                    select count(*) from resource_encounter e
                     where not exists (select 1 from resource_patient p
                                        where p.tenant_id = e.tenant_id and p.rid = e.patient_rid)
                    """,
                    Integer.class))
        .isZero();
    open.close();
  }

  /** Null when it went well. */
  private static Kind outcome(Runnable work) {
    try {
      work.run();
      return null;
    } catch (StoreException refusal) {
      return refusal.kind();
    }
  }
}
