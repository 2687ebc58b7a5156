package org.xiangqiao.server.export;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xiangqiao.store.Caller;

/** Takes exports back: their rows, their files, and the work on them. */
public final class ExportFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ExportFiles.class);

  private final ExportTable table;
  private final ExportDirectory directory;
  private final Map<UUID, AtomicBoolean> running = new ConcurrentHashMap<>();

  ExportFiles(ExportTable table, ExportDirectory directory) {
    this.table = table;
    this.directory = directory;
  }

  /**
   * Removes every export of a tenant whose files may hold resources of one of the types, and stops
   * those that are being made: for whoever erases data. Files in a directory that this node does
   * not share are removed by the nodes that have it, within a minute.
   *
   * <p>Inside a transaction they are taken out of reach by it, and removed once it has committed;
   * what a crash leaves between the two is removed by {@link #sweep}.
   *
   * @return number of exports that are gone
   */
  public int discard(int tenant, Collection<String> types) {
    List<UUID> gone = table.remove(tenant, types);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              gone.forEach(ExportFiles.this::forgetQuietly);
            }
          });
    } else {
      gone.forEach(this::forget);
    }
    return gone.size();
  }

  /** What was committed stays done; files that cannot be removed now are swept later. */
  private void forgetQuietly(UUID job) {
    try {
      forget(job);
    } catch (UncheckedIOException e) {
      LOG.warn("the files of export {} could not be removed yet", job);
    }
  }

  /** False if there is no such export of this client. */
  boolean cancel(Caller caller, UUID job) {
    boolean removed = table.remove(caller, job);
    if (removed) {
      forget(job);
    }
    return removed;
  }

  /**
   * Removes what has expired, and files whose export is gone (given up through another node, or
   * while it was being worked on).
   */
  public void sweep() {
    List<UUID> expired = table.removeExpired();
    expired.forEach(this::forget);
    if (!expired.isEmpty()) {
      LOG.info("{} exports have expired", expired.size());
    }
    List<UUID> present = directory.jobs();
    if (!present.isEmpty()) {
      Set<UUID> existing = table.existing(present);
      present.stream().filter(job -> !existing.contains(job)).forEach(directory::remove);
    }
  }

  private void forget(UUID job) {
    AtomicBoolean unwanted = running.get(job);
    if (unwanted != null) {
      unwanted.set(true);
    }
    directory.remove(job);
  }

  /** Set as soon as the work is not wanted any more. */
  AtomicBoolean begin(UUID job) {
    AtomicBoolean unwanted = new AtomicBoolean();
    running.put(job, unwanted);
    return unwanted;
  }

  void end(UUID job) {
    running.remove(job);
  }

  /** Also learns what was given up or taken over elsewhere. */
  void beat() {
    List<UUID> mine = List.copyOf(running.keySet());
    if (!mine.isEmpty()) {
      Set<UUID> wanted = table.alive(mine);
      mine.stream().filter(job -> !wanted.contains(job)).forEach(this::abandon);
    }
  }

  void abandonAll() {
    running.values().forEach(unwanted -> unwanted.set(true));
  }

  private void abandon(UUID job) {
    AtomicBoolean unwanted = running.get(job);
    if (unwanted != null) {
      unwanted.set(true);
    }
  }
}
