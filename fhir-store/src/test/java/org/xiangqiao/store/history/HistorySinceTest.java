package org.xiangqiao.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryPage.HistoryEntry;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteParticipant;

/** Who polls {@code _history?_since=} misses nothing, however late it commits. */
class HistorySinceTest {

  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

  @Test
  void openWriteHoldsBackWhatCameAfterIt() throws Exception {
    OpenStore open = OpenStore.open();
    String before = open.create(patient()).id();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    Future<String> slow =
        threads.submit(
            () ->
                create(
                    open,
                    (caller, changes) -> {
                      written.countDown();
                      await(mayCommit);
                    }));
    written.await();
    String after = open.create(patient()).id();

    HistoryPage held = page(open, FIRST, null, 10);
    assertThat(ids(held)).containsExactly(before);
    assertThat(ids(page(open, null, null, 10)))
        .as("without _since everything that is committed")
        .containsExactly(after, before);
    mayCommit.countDown();
    String late = slow.get();

    HistoryPage next = page(open, held.complete(), null, 10);
    assertThat(ids(next)).contains(late, after);
    assertThat(next.complete()).isAfter(held.complete());
    threads.shutdown();
    open.close();
  }

  @Test
  void allPagesEndAtTheHorizonOfTheFirst() {
    OpenStore open = OpenStore.open();
    for (int i = 0; i < 5; i++) {
      open.create(patient());
    }
    HistoryPage first = page(open, FIRST, null, 2);
    String later = open.create(patient()).id();
    HistoryPage second = page(open, FIRST, first.next(), 2);
    HistoryPage third = page(open, FIRST, second.next(), 2);
    assertThat(second.complete()).isEqualTo(first.complete());
    assertThat(third.complete()).isEqualTo(first.complete());
    assertThat(third.next()).isNull();
    assertThat(ids(page(open, first.complete(), null, 10))).contains(later);
    open.close();
  }

  /** Writers that stay open for up to 80 ms, a poller that goes on from what each answer says. */
  @Test
  void pollerSeesEveryWriteOfSlowAndFastWriters() throws Exception {
    OpenStore open = OpenStore.open();
    int writers = 8;
    int each = 25;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<List<String>>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      work.add(
          threads.submit(
              () -> {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  long nanos = ThreadLocalRandom.current().nextLong(80_000_000);
                  ids.add(create(open, (caller, changes) -> LockSupport.parkNanos(nanos)));
                }
                return ids;
              }));
    }
    Set<String> byBundle = new HashSet<>();
    Set<String> byEntry = new HashSet<>();
    Instant bundle = FIRST;
    Instant entry = FIRST;
    boolean last = false;
    while (!last) {
      last = work.stream().allMatch(Future::isDone);
      List<HistoryPage> pages = pages(open, bundle);
      bundle = pages.get(0).complete();
      pages.forEach(page -> byBundle.addAll(ids(page)));
      for (HistoryPage page : pages(open, entry)) {
        byEntry.addAll(ids(page));
        for (HistoryEntry seen : page.entries()) {
          Instant time = seen.resource().lastUpdated();
          entry = time.isAfter(entry) ? time : entry;
        }
      }
    }
    Set<String> written = new HashSet<>();
    for (Future<List<String>> future : work) {
      written.addAll(future.get());
    }
    assertThat(byBundle).isEqualTo(written);
    assertThat(byEntry).isEqualTo(written);
    threads.shutdown();
    open.close();
  }

  private static List<HistoryPage> pages(OpenStore open, Instant since) {
    List<HistoryPage> pages = new ArrayList<>();
    String cursor = null;
    do {
      HistoryPage page = page(open, since, cursor, 20);
      pages.add(page);
      cursor = page.next();
    } while (cursor != null);
    return pages;
  }

  private static HistoryPage page(OpenStore open, Instant since, String cursor, int count) {
    return open.store().history(CALLER, new HistoryRequest("Patient", null, since, count, cursor));
  }

  private static List<String> ids(HistoryPage page) {
    return page.entries().stream().map(entry -> entry.resource().id()).toList();
  }

  private static String create(OpenStore open, WriteParticipant participant) {
    return open.store()
        .write(CALLER, List.of(new WriteOperation.Create(patient(), null, null)), participant)
        .get(0)
        .resource()
        .id();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
