package org.xiangqiao.terminology.service.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A worker's turn at a job: short transactions under its lease, and signs of life while a file is
 * read. No transaction is ever open for long, since readers of the change feed stop at the oldest
 * one. Not for several threads.
 */
final class LoadTurn {

  /** Bytes between two signs of life: seconds on the slowest disk, where the lease is a minute. */
  private static final int EVERY = 4 << 20;

  private final LoadJob job;
  private final LoadLease lease;
  private final TransactionTemplate transaction;
  private final BooleanSupplier stopping;
  private long unseen;

  LoadTurn(
      LoadJob job, LoadLease lease, TransactionTemplate transaction, BooleanSupplier stopping) {
    this.job = job;
    this.lease = lease;
    this.transaction = transaction;
    this.stopping = stopping;
  }

  LoadJob job() {
    return job;
  }

  /** One step in a transaction of its own. */
  <T> T step(Supplier<T> work) {
    pause();
    return transaction.execute(
        status -> {
          lease.require(job);
          return work.get();
        });
  }

  /** Between two steps: the server may want to stop. */
  void pause() {
    if (stopping.getAsBoolean()) {
      throw new Halt.Stopped();
    }
  }

  /** The same bytes; while they are read the lease is renewed every few megabytes. */
  InputStream watched(InputStream file) {
    return new FilterInputStream(file) {
      @Override
      public int read() throws IOException {
        int each = super.read();
        seen(each < 0 ? 0 : 1);
        return each;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        seen(Math.max(0, read));
        return read;
      }
    };
  }

  private void seen(int bytes) {
    unseen += bytes;
    if (unseen >= EVERY) {
      unseen = 0;
      lease.require(job);
      pause();
    }
  }
}
