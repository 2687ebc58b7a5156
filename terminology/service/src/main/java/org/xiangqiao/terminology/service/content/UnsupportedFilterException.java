package org.xiangqiao.terminology.service.content;

/** A filter that this code system does not define or this server cannot carry out. */
public final class UnsupportedFilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ConceptQuery.Filter filter;
  private final String reason;

  public UnsupportedFilterException(ConceptQuery.Filter filter) {
    this(filter, null);
  }

  /**
   * @param reason why its value cannot be evaluated; null if it is not the value
   */
  public UnsupportedFilterException(ConceptQuery.Filter filter, String reason) {
    super("filter on " + filter.property() + " by " + filter.op());
    this.filter = filter;
    this.reason = reason;
  }

  public ConceptQuery.Filter filter() {
    return filter;
  }

  /** Null if it is not the value. */
  public String reason() {
    return reason;
  }
}
