package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.MRN;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/** Concurrent writers leave what some order of them would have left. */
class SerializableTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void sixtyFourUpdatersMakeAHistoryWithoutGapsOrDoubles() throws Exception {
    String id = open.create(patient()).id();
    int updaters = 64;
    List<Callable<WriteOutcome>> work = new ArrayList<>();
    for (int i = 0; i < updaters; i++) {
      Patient update = patient();
      update.setId(id);
      work.add(() -> open.put(update));
    }
    List<WriteOutcome> outcomes = run(work);
    assertThat(outcomes)
        .extracting(outcome -> outcome.resource().version())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, updaters + 1L).boxed().toList());
    var history =
        open.store().history(CALLER, new HistoryRequest("Patient", id, null, 200, null)).entries();
    assertThat(history)
        .extracting(entry -> entry.resource().version())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, updaters + 1L).map(n -> updaters + 2 - n).boxed().toList());
    for (WriteOutcome outcome : outcomes) {
      assertThat(open.store().readVersion(CALLER, "Patient", id, outcome.resource().version()))
          .hasValueSatisfying(
              version -> assertThat(version.json()).isEqualTo(outcome.resource().json()));
    }
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).resource().lastUpdated())
          .isBeforeOrEqualTo(history.get(i - 1).resource().lastUpdated());
    }
  }

  /**
   * Whoever comes first, the conditional reference ends at a resource that is there, or nowhere.
   */
  @Test
  void conditionalReferenceRacesWithItsTarget() throws Exception {
    for (int round = 0; round < 60; round++) {
      Patient target = patient();
      String value = target.getIdentifierFirstRep().getValue();
      String criteria = "identifier=" + MRN + "|" + value;
      Encounter visit = encounter("Patient?" + criteria);
      String existing = round % 2 == 0 ? open.create(target).id() : null;
      Callable<Kind> other =
          existing == null
              ? () -> kind(() -> open.createIfNone(target, criteria))
              : () -> kind(() -> open.delete("Patient", existing));
      List<Kind> kinds = run(List.of(other, () -> kind(() -> open.create(visit))));
      if (existing == null) {
        assertThat(kinds.get(0)).isNull();
        assertThat(kinds.get(1)).isIn(null, Kind.UNPROCESSABLE);
      } else {
        assertThat(kinds)
            .isIn(List.of(nullable(null, Kind.UNPROCESSABLE), nullable(Kind.CONFLICT, null)));
      }
    }
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
  }

  /** One updates A and B, the other B and A: rows are taken in one order, nobody loses. */
  @Test
  void transactionsInOppositeOrderBothSucceed() throws Exception {
    String a = open.create(patient()).id();
    String b = open.create(patient()).id();
    int rounds = 50;
    for (int round = 0; round < rounds; round++) {
      List<Kind> kinds =
          run(
              List.of(
                  () -> kind(() -> open.store().write(CALLER, List.of(update(a), update(b)))),
                  () -> kind(() -> open.store().write(CALLER, List.of(update(b), update(a))))));
      assertThat(kinds).containsOnlyNulls();
    }
    assertThat(open.read("Patient", a).version()).isEqualTo(1 + 2L * rounds);
    assertThat(open.read("Patient", b).version()).isEqualTo(1 + 2L * rounds);
  }

  /** The circle is closed on purpose: each holds what the other wants next. */
  @Test
  void deadlockIsRunAgainInside() throws Exception {
    String a = open.create(patient()).id();
    String b = open.create(patient()).id();
    CyclicBarrier bothHold = new CyclicBarrier(2);
    AtomicInteger attempts = new AtomicInteger();
    List<Kind> kinds =
        run(
            List.of(
                () -> kind(() -> write(a, crossing(b, bothHold, attempts))),
                () -> kind(() -> write(b, crossing(a, bothHold, attempts)))));
    assertThat(kinds).containsOnlyNulls();
    assertThat(attempts.get()).as("two, and the loser once more").isEqualTo(3);
    assertThat(open.read("Patient", a).version()).isEqualTo(2);
    assertThat(open.read("Patient", b).version()).isEqualTo(2);
  }

  @Test
  void afterSixLostRacesTheSenderIsAskedToComeAgain() {
    String id = open.create(patient()).id();
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(
            () ->
                write(
                    id,
                    (caller, changes) -> {
                      attempts.incrementAndGet();
                      open.jdbc()
                          .execute(
                              "do $$ begin raise exception 'lost' using errcode = '40001'; end $$");
                    }))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
              assertThat(refusal.problems().get(0).key()).isEqualTo("contention");
            });
    assertThat(attempts.get()).isEqualTo(6);
    assertThat(open.read("Patient", id).version()).isEqualTo(1);
  }

  private static WriteParticipant crossing(
      String other, CyclicBarrier bothHold, AtomicInteger attempts) {
    return (caller, changes) -> {
      if (attempts.incrementAndGet() <= 2) {
        try {
          bothHold.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      open.jdbc()
          .queryForList("select 1 from resource_patient where fhir_id = ? for update", other);
    };
  }

  private static void write(String id, WriteParticipant participant) {
    open.store().write(CALLER, List.of(update(id)), participant);
  }

  private static WriteOperation update(String id) {
    Patient patient = patient();
    patient.setId(id);
    return new WriteOperation.Update(patient, null, null, null);
  }

  private static List<Kind> nullable(Kind first, Kind second) {
    List<Kind> both = new ArrayList<>();
    both.add(first);
    both.add(second);
    return both;
  }

  /** Null when it went well. */
  private static Kind kind(Runnable work) {
    try {
      work.run();
      return null;
    } catch (StoreException refusal) {
      return refusal.kind();
    }
  }

  private static <T> List<T> run(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    CyclicBarrier start = new CyclicBarrier(work.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> each : work) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return each.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    threads.shutdown();
    return results;
  }
}
