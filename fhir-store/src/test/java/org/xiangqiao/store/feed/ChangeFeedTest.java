package org.xiangqiao.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome.Effect;

class ChangeFeedTest {

  @Test
  void everyWriteIsInTheFeedInOrder() {
    OpenStore open = OpenStore.open();
    StoredResource created = open.create(patient());
    Patient changed = OpenStore.parse(created, Patient.class);
    changed.setActive(true);
    open.put(changed);
    open.put(changed);
    open.delete("Patient", created.id());

    List<FeedEntry> entries = readAll(open, FeedPosition.START);
    assertThat(entries)
        .extracting(FeedEntry::effect)
        .containsExactly(Effect.CREATED, Effect.UPDATED, Effect.DELETED);
    assertThat(entries).extracting(FeedEntry::version).containsExactly(1L, 2L, 3L);
    assertThat(entries).extracting(FeedEntry::id).containsOnly(created.id());
    assertThat(readAll(open, entries.get(1).position())).containsExactly(entries.get(2));
    open.close();
  }

  @Test
  void nothingThatCommitsLateIsMissed() throws Exception {
    OpenStore open = OpenStore.open();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    Instant before = Instant.now().minusSeconds(1);
    Future<StoredResource> slow =
        threads.submit(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(new WriteOperation.Create(patient(), null, null)),
                        (caller, changes) -> {
                          written.countDown();
                          awaitLatch(mayCommit);
                        })
                    .get(0)
                    .resource());
    written.await();
    List<String> fast = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      fast.add(open.create(patient()).id());
    }

    assertThat(readAll(open, FeedPosition.START)).isEmpty();
    await().untilAsserted(() -> assertThat(open.opened().changeFeed().horizonLag()).isPositive());
    Instant held = open.opened().changeFeed().transactionTime();
    assertThat(held).isAfter(before);
    mayCommit.countDown();
    StoredResource late = slow.get();
    assertThat(late.lastUpdated()).isAfterOrEqualTo(held);

    List<FeedEntry> entries = readAll(open, FeedPosition.START);
    assertThat(entries).hasSize(21);
    assertThat(entries.get(0).id()).isEqualTo(late.id());
    assertThat(entries).extracting(FeedEntry::id).containsAll(fast);
    assertThat(open.opened().changeFeed().horizonLag()).isEqualTo(Duration.ZERO);
    threads.shutdown();
    open.close();
  }

  /** Readers that follow many writers by position end with exactly what was written. */
  @Test
  void followingReaderSeesEachWriteOnce() throws Exception {
    OpenStore open = OpenStore.open();
    int writers = 8;
    int each = 40;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<List<String>>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      work.add(
          threads.submit(
              () -> {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  ids.add(open.create(patient()).id());
                }
                return ids;
              }));
    }
    List<String> seen = new ArrayList<>();
    FeedPosition[] position = {FeedPosition.START};
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              for (FeedEntry entry :
                  open.opened().changeFeed().after(position[0], CALLER.tenantId(), 7)) {
                seen.add(entry.id());
                position[0] = entry.position();
              }
              return seen.size() >= writers * each;
            });
    List<String> written = new ArrayList<>();
    for (Future<List<String>> future : work) {
      written.addAll(future.get());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(written);
    threads.shutdown();
    open.close();
  }

  /** 9,999 comes before 10,000: transaction ids are numbers, also where their length changes. */
  @Test
  void orderGoesByNumberNotByText() {
    OpenStore open = OpenStore.open();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(open.create(patient()).id());
    }
    open.jdbc().update("update change_epoch set epoch = 2");
    for (int i = 0; i < 4; i++) {
      open.jdbc()
          .update(
              "update change_feed set xid = ?::text::xid8 where fhir_id = ?",
              String.valueOf(9_998 + i),
              ids.get(i));
    }
    assertThat(readAll(open, FeedPosition.START))
        .extracting(FeedEntry::id)
        .containsExactlyElementsOf(ids);
    open.close();
  }

  /** A dump brought to a new cluster: ids of its rows lie far in this cluster's future. */
  @Test
  void rowsOfAnotherClusterCountAsCommittedAndComeFirst() {
    OpenStore source = OpenStore.open();
    StoredResource first = source.create(patient());
    StoredResource second = source.create(patient());
    source
        .jdbc()
        .update("update change_feed set xid = (xid::text::bigint + 9000000000)::text::xid8");
    source.jdbc().update("update change_epoch set system_identifier = system_identifier + 1");
    OpenStore restored = OpenStore.open(source.dataSource(), StoreSettings.defaults());
    StoredResource third = restored.create(patient());

    List<FeedEntry> entries = readAll(restored, FeedPosition.START);
    assertThat(entries)
        .extracting(FeedEntry::id)
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(entries)
        .extracting(entry -> entry.position().epoch())
        .containsExactly((short) 1, (short) 1, (short) 2);
    assertThat(readAll(restored, entries.get(1).position())).containsExactly(entries.get(2));
    restored.close();
    source.close();
  }

  @Test
  void restartOnTheSameClusterKeepsTheEpoch() {
    OpenStore first = OpenStore.open();
    OpenStore again = OpenStore.open(first.dataSource(), StoreSettings.defaults());
    assertThat(again.jdbc().queryForObject("select count(*) from change_epoch", Integer.class))
        .isEqualTo(1);
    again.close();
    first.close();
  }

  /** Without the right to ask for the cluster, ids from the future still tell. */
  @Test
  void unknownClusterIsToldByIdsFromTheFuture() {
    OpenStore source = OpenStore.open();
    source.create(patient());
    source
        .jdbc()
        .update("update change_feed set xid = (xid::text::bigint + 9000000000)::text::xid8");
    source.jdbc().update("update change_epoch set system_identifier = 0");
    OpenStore restored = OpenStore.open(source.dataSource(), StoreSettings.defaults());
    assertThat(readAll(restored, FeedPosition.START)).hasSize(1);
    restored.close();
    source.close();
  }

  /** One county writes without end; another has written once. */
  @Test
  void aBusyTenantKeepsNobodyWaiting() {
    OpenStore open = OpenStore.open();
    for (int i = 0; i < 12; i++) {
      open.create(patient());
    }
    Caller quiet = new Caller(9, "emr", "", "r");
    open.store().write(quiet, List.of(new WriteOperation.Create(patient(), null, null)));

    FeedNews first = open.opened().changeFeed().news(Map.of(), 4, 0);
    assertThat(first.rows().get(7)).hasSize(2);
    assertThat(first.rows().get(9)).hasSize(1);
    assertThat(first.more()).isTrue();
    // The third transaction of the busy one is not read yet, the first two are.
    assertThat(first.complete()).isGreaterThan(first.rows().get(7).get(0).position());
    assertThat(first.complete()).isLessThan(first.rows().get(9).get(0).position());

    Map<Integer, FeedPosition> read = new HashMap<>();
    first.rows().forEach((tenant, rows) -> read.put(tenant, rows.get(rows.size() - 1).position()));
    FeedNews rest = open.opened().changeFeed().news(read, 40, first.last());
    assertThat(rest.rows().get(7)).hasSize(10);
    assertThat(rest.rows()).doesNotContainKey(9);
    assertThat(rest.more()).isFalse();
    assertThat(rest.complete()).isGreaterThan(rest.rows().get(7).get(9).position());
    open.close();
  }

  @Test
  void whereTenantsAreMoreThanRowsTheyTakeTurns() {
    OpenStore open = OpenStore.open();
    for (int tenant = 1; tenant <= 5; tenant++) {
      Caller caller = new Caller(tenant, "emr", "", "r");
      for (int i = 0; i < 3; i++) {
        open.store().write(caller, List.of(new WriteOperation.Create(patient(), null, null)));
      }
    }
    Map<Integer, FeedPosition> read = new HashMap<>();
    List<Integer> turns = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < 5; i++) {
      FeedNews news = open.opened().changeFeed().news(read, 2, last);
      news.rows().forEach((tenant, rows) -> read.put(tenant, rows.get(0).position()));
      turns.addAll(news.rows().keySet());
      last = news.last();
      assertThat(news.more()).isTrue();
    }
    assertThat(turns).containsExactly(1, 2, 3, 4, 1, 5, 2, 3, 4, 5);
    open.close();
  }

  @Test
  void currentResourcesComeInPortionsOfSomeBytes() {
    OpenStore open = OpenStore.open();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Patient patient = patient();
      patient.getNameFirstRep().addGiven("青".repeat(1000));
      ids.add(open.create(patient).id());
    }
    String gone = open.create(patient()).id();
    open.delete("Patient", gone);
    Set<String> wanted = new HashSet<>(ids);
    wanted.add(gone);
    List<List<String>> portions = new ArrayList<>();
    open.opened()
        .changeFeed()
        .current(
            CALLER.tenantId(),
            Map.of("Patient", wanted),
            7000,
            portion -> portions.add(portion.stream().map(CurrentBody::id).toList()));
    assertThat(portions).hasSize(2).allMatch(portion -> portion.size() == 2);
    assertThat(portions.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);

    List<Integer> alone = new ArrayList<>();
    open.opened()
        .changeFeed()
        .current(
            CALLER.tenantId(), Map.of("Patient", ids), 1, portion -> alone.add(portion.size()));
    assertThat(alone).containsExactly(1, 1, 1, 1);
    open.close();
  }

  private static List<FeedEntry> readAll(OpenStore open, FeedPosition from) {
    List<FeedEntry> all = new ArrayList<>();
    FeedPosition position = from;
    List<FeedEntry> page;
    do {
      page = open.opened().changeFeed().after(position, CALLER.tenantId(), 2);
      all.addAll(page);
      position = page.isEmpty() ? position : page.get(page.size() - 1).position();
    } while (!page.isEmpty());
    return all;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
