package org.xiangqiao.server.export;

/** The job is not wanted any more, or another node has it: whoever works on it stops. */
final class ExportAbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExportAbandonedException() {
    super("export is not this node's any more", null, false, false);
  }
}
