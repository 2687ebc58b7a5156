package org.xiangqiao.server.bulkimport;

/**
 * One file of a job.
 *
 * @param number from 0, in the order of the manifest
 * @param source {@code https://…}, {@code file:…} or {@code upload:}
 * @param length bytes, or null as long as it is not known
 * @param position bytes that are done
 * @param line lines that are done
 */
record ImportInput(
    int number,
    String type,
    String source,
    Long length,
    long position,
    long line,
    long created,
    long updated,
    long unchanged,
    long failed,
    boolean finished) {

  static final String UPLOAD = "upload:";
  static final String FILE = "file:";

  boolean isUpload() {
    return source.equals(UPLOAD);
  }
}
