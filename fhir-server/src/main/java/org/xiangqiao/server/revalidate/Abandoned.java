package org.xiangqiao.server.revalidate;

/** The job was cancelled, another node has it, or this one stops. */
final class Abandoned extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
