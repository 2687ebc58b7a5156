package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes jobs that have expired, and files that no job needs any more. */
final class ImportSweep {

  private static final Logger LOG = LoggerFactory.getLogger(ImportSweep.class);

  private final ImportQueue queue;
  private final ImportFiles files;

  ImportSweep(ImportQueue queue, ImportFiles files) {
    this.queue = queue;
    this.files = files;
  }

  void clean() {
    queue.removeExpired().forEach(this::forget);
    sweep();
  }

  /**
   * Removes files of jobs that ended, expired or were cancelled while somebody wrote or a node was
   * lost. A job's row is there before its first file.
   */
  void sweep() {
    List<UUID> present;
    try {
      present = files.jobs();
    } catch (IOException unreadable) {
      LOG.warn("files of imports cannot be listed: {}", unreadable.getClass().getName());
      return;
    }
    if (!present.isEmpty()) {
      Set<UUID> open = queue.open(present);
      present.stream().filter(job -> !open.contains(job)).forEach(this::forget);
    }
  }

  void forgetUnlessOpen(UUID job) {
    if (queue.open(List.of(job)).isEmpty()) {
      forget(job);
    }
  }

  /** What cannot be removed now is swept later. */
  void forget(UUID job) {
    try {
      files.forget(job);
    } catch (IOException undeletable) {
      LOG.warn("files of import {} are still there: {}", job, undeletable.getClass().getName());
    }
  }
}
