package org.xiangqiao.mappings.insurance.statement;

/** What came is no result of 3202; says why in a word, and nothing of what it held. */
public class UnreadableStatementException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableStatementException(String cause) {
    super(cause);
  }
}
