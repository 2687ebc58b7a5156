package org.xiangqiao.integration.insurance.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.LeaseLostException;
import org.xiangqiao.integration.insurance.book.PersonLease;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/**
 * The cases that this node works on: those of its own counters at once, those that wait for the
 * platform to settle or were left by another node when they are due.
 */
public final class CaseRuns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CaseRuns.class);
  private static final Duration ASK_LEASE = Duration.ofMillis(50);
  private static final Duration ASK_DATABASE = Duration.ofSeconds(1);
  private static final int MOST_PUT_BACK = 10;

  private final Books books;
  private final Lines lines;
  private final Dossiers dossiers;
  private final CasePapers papers;
  private final Presented presented;
  private final Telling telling;
  private final Answers answers;
  private final Outcomes outcomes;
  private final Duration poll;
  private final ThreadPoolExecutor threads;
  private final Thread watch;

  /** Runs cases again whose person's lease another one had. */
  private final ScheduledThreadPoolExecutor later;

  private final String node = UUID.randomUUID().toString();

  private final Waiting waiting;

  /** Cases in work; true if something came meanwhile. */
  private final Map<Long, Boolean> underWay = new ConcurrentHashMap<>();

  private volatile boolean stopped;

  /**
   * @param outcomes told how cases end here
   * @param atOnce cases that this node works on at the same time
   * @param poll pause between looks for due cases
   */
  public CaseRuns(
      Books books,
      Lines lines,
      Dossiers dossiers,
      CasePapers papers,
      Presented presented,
      Telling telling,
      TransactionTable table,
      Outcomes outcomes,
      int atOnce,
      Duration poll) {
    this.books = books;
    this.waiting = new Waiting(books);
    this.lines = lines;
    this.dossiers = dossiers;
    this.papers = papers;
    this.presented = presented;
    this.telling = telling;
    this.answers = new Answers(table);
    this.outcomes = outcomes;
    this.poll = poll;
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            atOnce,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new Thread(task, "insurance-" + count.incrementAndGet()));
    this.watch = new Thread(this::watch, "insurance-due");
    this.later = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "insurance-put-back"));
    later.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Begins to look for due cases. */
  public void start() {
    watch.start();
  }

  public boolean full() {
    int most = threads.getMaximumPoolSize();
    return threads.getActiveCount() >= most || later.getQueue().size() >= MOST_PUT_BACK * most;
  }

  /** Works on the case now, or as soon as a thread is free; else any node when it is due. */
  public void run(InsuranceCase started) {
    // As long as other nodes leave it alone.
    long end = System.nanoTime() + books.lease().toNanos();
    if (!run(started, end)) {
      putBack(started, ASK_LEASE, end);
    }
  }

  private boolean run(InsuranceCase started, long end) {
    // One that is just ending its work begins anew: what it read may be old.
    if (underWay.merge(started.id(), false, (was, now) -> true)) {
      return true;
    }
    try {
      waiting.begun(started.id());
      threads.execute(() -> workUntilDone(started, end));
      return true;
    } catch (RejectedExecutionException full) {
      underWay.remove(started.id());
      return false;
    }
  }

  /** Waits until the case rests, but not longer; hanging up cancels nothing. */
  public void await(InsuranceCase waited, Duration time) throws InterruptedException {
    waiting.await(waited, time);
  }

  /** What the platform told about the case so far. */
  public Known known(InsuranceCase asked) {
    return answers.known(books.steps(asked), null);
  }

  private void workUntilDone(InsuranceCase started, long end) {
    try {
      Optional<Duration> again;
      do {
        again = work(started);
      } while (underWay.computeIfPresent(started.id(), CaseRuns::next) != null);
      again.ifPresent(pause -> putBack(started, pause, end));
    } catch (Error e) {
      underWay.remove(started.id());
      throw e;
    }
  }

  /**
   * Another bill of the person is under way, or no thread or connection is free: this one waits
   * without a thread, as its credential is on this node. When its time is over any node takes it
   * up.
   */
  private void putBack(InsuranceCase waiting, Duration pause, long end) {
    if (stopped || System.nanoTime() >= end) {
      return;
    }
    try {
      later.schedule(
          () -> {
            if (!run(waiting, end)) {
              putBack(waiting, ASK_LEASE, end);
            }
          },
          pause.toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("insurance case {} is left to other nodes", waiting.id());
    }
  }

  private static Boolean next(Long id, Boolean again) {
    return again ? false : null;
  }

  /**
   * @return after which time to try again; empty if it was worked on
   */
  private Optional<Duration> work(InsuranceCase started) {
    try {
      Optional<PersonLease> lease = lease(started);
      if (lease.isEmpty()) {
        return Optional.of(ASK_LEASE);
      }
      boolean rests = false;
      try {
        papers.begun(started);
        InsuranceCase now = books.cases().get(started.caller().tenantId(), started.id());
        InsuranceCase left = now.open() ? run(now, lease.get()) : now;
        rests = !left.open();
      } finally {
        papers.ended(started);
        waiting.left(started.id(), rests);
        books.leases().release(lease.get());
      }
    } catch (LeaseLostException e) {
      LOG.warn("insurance case {}: {}", started.id(), e.getMessage());
    } catch (DataAccessException | TransactionException e) {
      return away(started, e);
    } catch (RuntimeException e) {
      if (e instanceof StoreException refused
          && (refused.kind() == StoreProblem.Kind.UNAVAILABLE
              || refused.kind() == StoreProblem.Kind.TIMEOUT)) {
        return away(started, e);
      }
      // What was sent stays noted as sent: it is looked for when the case is due again.
      // Texts of failures may hold what was stored: the place says enough.
      LOG.error(
          "insurance case {}: unexpected {} at {}",
          started.id(),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
    }
    return Optional.empty();
  }

  /** What was sent stays noted as sent: it is looked for as soon as there is a database. */
  private static Optional<Duration> away(InsuranceCase started, RuntimeException e) {
    LOG.warn(
        "insurance case {}: the database cannot be used now: {}",
        started.id(),
        e.getClass().getName());
    return Optional.of(ASK_DATABASE);
  }

  /** What became of it counts when it is durable. */
  private InsuranceCase run(InsuranceCase now, PersonLease lease) {
    InsuranceCase left = workOn(now, lease);
    outcomes.left(now, left);
    return left;
  }

  private InsuranceCase workOn(InsuranceCase now, PersonLease lease) {
    Dossier dossier;
    try {
      dossier = dossiers.of(now);
    } catch (DossierException gone) {
      return leftToAPerson(now, lease);
    }
    return new CaseRun(
            books, lines.of(now.institution()), dossier, answers, presented, telling, lease, now)
        .work();
  }

  /** Without its resources nothing can be sent or asked: trying for ever would help nobody. */
  private InsuranceCase leftToAPerson(InsuranceCase now, PersonLease lease) {
    LOG.error("insurance case {}: a resource that it is made of is gone", now.id());
    boolean begun = now.state() != BookingState.CREATED;
    InsuranceCase left = now.to(begun ? BookingState.NEEDS_PERSON : BookingState.REFUSED).closed();
    if (begun || now.kind() == InsuranceCase.Kind.CLAIM) {
      books.tell(lease, left, List.of(), telling.untold(left));
    } else {
      books.note(lease, left, List.of(), Duration.ZERO);
    }
    presented.forget(now.id());
    return left;
  }

  private Optional<PersonLease> lease(InsuranceCase wanted) {
    return books
        .leases()
        .take(
            wanted.caller().tenantId(),
            wanted.person(),
            node + "/" + UUID.randomUUID(),
            books.lease());
  }

  private void watch() {
    boolean healthy = true;
    while (!stopped) {
      try {
        int free = threads.getMaximumPoolSize() - threads.getActiveCount();
        List<InsuranceCase> due = free > 0 ? books.due(free) : List.of();
        due.forEach(this::run);
        healthy = true;
      } catch (RuntimeException e) {
        if (healthy) {
          LOG.warn("due insurance cases cannot be read now: {}", e.getClass().getName());
        }
        healthy = false;
      }
      try {
        Thread.sleep(poll.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Messages under way get some time for their answers; what is left another node takes up. */
  @Override
  public void close() {
    stopped = true;
    watch.interrupt();
    later.shutdown();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
