package org.xiangqiao.server.validate;

/** Definitions changed again and again while an answer was being made. */
final class DefinitionsChange extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
