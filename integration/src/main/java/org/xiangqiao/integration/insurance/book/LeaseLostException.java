package org.xiangqiao.integration.insurance.book;

/** Another owner took over meanwhile: that one finds out what became of what was sent. */
public class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(PersonLease lease) {
    super("lost " + lease);
  }
}
