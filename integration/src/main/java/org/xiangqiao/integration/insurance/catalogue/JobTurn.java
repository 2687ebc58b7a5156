package org.xiangqiao.integration.insurance.catalogue;

import java.time.LocalDateTime;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A node's turn with a job: everything that it records fails once another node has the job. */
public final class JobTurn {

  private final Jobs jobs;
  private final JobLease lease;
  private final BooleanSupplier stopping;

  JobTurn(Jobs jobs, JobLease lease, BooleanSupplier stopping) {
    this.jobs = jobs;
    this.lease = lease;
    this.stopping = stopping;
  }

  public int tenantId() {
    return lease.tenantId();
  }

  public String institution() {
    return lease.institution();
  }

  /** Where the turn before this one stopped; null at the beginning. */
  String position() {
    return lease.position();
  }

  LocalDateTime since() {
    return lease.since();
  }

  LocalDateTime newest() {
    return lease.newest();
  }

  /**
   * One transaction, which makes the lease last.
   *
   * @throws UnansweredException if this node is about to stop: the job goes on elsewhere
   */
  public void within(Runnable work) {
    if (stopping.getAsBoolean()) {
      throw new UnansweredException("node stops");
    }
    jobs.within(lease, work);
  }

  /** Joins the running transaction. */
  void at(String position, LocalDateTime newest, long read, List<RefusedRow> refused) {
    jobs.at(lease, position, newest, read, refused);
  }

  /** A row that was not taken. */
  record RefusedRow(String place, String rule, List<String> arguments) {}
}
