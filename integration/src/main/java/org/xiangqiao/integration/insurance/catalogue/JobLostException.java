package org.xiangqiao.integration.insurance.catalogue;

/** Another node has the job now. */
final class JobLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JobLostException(JobLease lost) {
    super(lost.catalogue() + " of " + lost.institution());
  }
}
