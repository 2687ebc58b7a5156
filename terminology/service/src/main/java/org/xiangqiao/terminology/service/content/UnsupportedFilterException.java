package org.xiangqiao.terminology.service.content;

/** A filter that this code system does not define or this server cannot carry out. */
public final class UnsupportedFilterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ConceptQuery.Filter filter;

  public UnsupportedFilterException(ConceptQuery.Filter filter) {
    super("filter on " + filter.property() + " by " + filter.op());
    this.filter = filter;
  }

  public ConceptQuery.Filter filter() {
    return filter;
  }
}
