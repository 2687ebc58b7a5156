package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteOperation;

/** One Organization that everybody refers to is neither a queue nor unprotected. */
class HotTargetTest {

  private static final int WRITES = 10_000;
  private static final int SPREAD = 4_000;
  private static final int THREADS = 12;

  private OpenStore open;

  @BeforeEach
  void open() {
    open = OpenStore.open();
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void tenThousandWritesReferToOneWhileSomebodyTriesToDeleteIt() throws Exception {
    String hot = organization();
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(organization());
    }
    open.create(observation(hot));
    rate(1_000, i -> many.get(i % many.size()));

    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger refusals = new AtomicInteger();
    ExecutorService deleter = Executors.newSingleThreadExecutor();
    Future<Duration> longest =
        deleter.submit(
            () -> {
              Duration most = Duration.ZERO;
              while (!done.get()) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> open.delete("Organization", hot))
                    .isInstanceOfSatisfying(
                        StoreException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                most = took.compareTo(most) > 0 ? took : most;
                refusals.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(20);
              }
              return most;
            });
    // By turns, so that a busy machine slows both.
    double one = 0;
    double spread = 0;
    for (int round = 0; round < 4; round++) {
      spread += rate(SPREAD / 4, i -> many.get(i % many.size()));
      one += rate(WRITES / 4, i -> hot);
    }
    done.set(true);
    Duration waited = longest.get();
    deleter.shutdown();
    LoggerFactory.getLogger(HotTargetTest.class)
        .info(
            "writes per second: {} to one target, {} to {} targets, ratio {}; {} deletions refused,"
                + " the longest after {}",
            Math.round(one / 4),
            Math.round(spread / 4),
            many.size(),
            one / spread,
            refusals,
            waited);
    assertThat(one / spread).as("writes to one target against writes to many").isGreaterThan(0.5);
    assertThat(refusals.get()).isPositive();
    assertThat(waited).isLessThan(Duration.ofSeconds(10));
    assertThat(open.read("Organization", hot).deleted()).isFalse();
  }

  /** A deletion that will be refused anyway must not stand in the way of a long transaction. */
  @Test
  void futileDeletionDoesNotQueueBehindALongTransaction() throws Exception {
    String hot = organization();
    open.create(observation(hot));
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<?> slow =
        threads.submit(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(new WriteOperation.Create(observation(hot), null, null)),
                        (caller, changes) -> {
                          written.countDown();
                          await(mayCommit);
                        }));
    written.await();
    assertThatThrownBy(() -> open.delete("Organization", hot))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
    mayCommit.countDown();
    slow.get();
    threads.shutdown();
  }

  /** 64 locks a connection are PostgreSQL's default; a transaction must not need thousands. */
  @Test
  void thousandsOfReferencesToDifferentTargetsTakeFewLocks() throws Exception {
    List<WriteOperation> patients = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      patients.add(new WriteOperation.Create(patient(), null, null));
    }
    List<String> ids =
        open.store().write(CALLER, patients).stream().map(each -> each.resource().id()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> locks = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      String name = "writer-" + writer;
      locks.add(threads.submit(() -> locksOf(ids, name)));
    }
    for (Future<Integer> held : locks) {
      assertThat(held.get()).isBetween(256, 256 + 64 + 512);
    }
    threads.shutdown();
    assertThat(open.jdbc().queryForObject("select count(*) from resource_encounter", Integer.class))
        .isEqualTo(6_000);
  }

  /** Every Encounter with a condition of its own as well. */
  private int locksOf(List<String> patients, String name) {
    List<WriteOperation> visits = new ArrayList<>();
    for (String patient : patients) {
      visits.add(
          new WriteOperation.Create(
              encounter("Patient/" + patient),
              "identifier=" + OpenStore.MRN + "|" + name + "-" + patient,
              null));
    }
    int[] held = new int[1];
    open.store()
        .write(
            CALLER,
            visits,
            (caller, changes) ->
                held[0] =
                    open.jdbc()
                        .queryForObject(
                            "select count(*) from pg_locks"
                                + " where pid = pg_backend_pid() and locktype = 'advisory'",
                            Integer.class));
    return held[0];
  }

  /** Writes per second of all threads together. */
  private double rate(int writes, IntFunction<String> target) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> work = new ArrayList<>();
    long start = System.nanoTime();
    for (int thread = 0; thread < THREADS; thread++) {
      work.add(
          threads.submit(
              () -> {
                int i;
                while ((i = next.getAndIncrement()) < writes) {
                  open.create(observation(target.apply(i)));
                }
              }));
    }
    for (Future<?> each : work) {
      each.get();
    }
    threads.shutdown();
    return writes / ((System.nanoTime() - start) / 1e9);
  }

  private String organization() {
    Organization organization = new Organization();
    organization.setName("青石镇卫生院");
    return open.create(organization).id();
  }

  private static Observation observation(String performer) {
    Observation observation = new Observation();
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.getCode().setText("blood pressure");
    observation.addPerformer(new Reference("Organization/" + performer));
    return observation;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
