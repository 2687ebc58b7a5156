package org.xiangqiao.server.gate.county;

/** Definitions could not be read: the database is away. */
public final class DefinitionsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DefinitionsUnavailableException(RuntimeException cause) {
    super(cause);
  }
}
