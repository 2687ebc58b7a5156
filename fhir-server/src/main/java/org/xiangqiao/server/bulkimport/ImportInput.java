package org.xiangqiao.server.bulkimport;

import java.net.URI;
import java.util.UUID;

/**
 * One file of a job.
 *
 * @param number from 0, in the order of the manifest
 * @param source {@code https://…}, {@code file:…} or {@code upload:}
 * @param length bytes, or null as long as it is not known
 * @param kept name of what was uploaded or fetched, or null
 * @param position bytes that are done
 * @param line lines that are done
 * @param superseded rows that waited for others until a later row of the same resource was loaded
 */
record ImportInput(
    int number,
    String type,
    String source,
    Long length,
    UUID kept,
    long position,
    long line,
    long created,
    long updated,
    long unchanged,
    long superseded,
    long failed,
    boolean finished) {

  static final String UPLOAD = "upload:";
  static final String FILE = "file:";

  boolean isUpload() {
    return source.equals(UPLOAD);
  }

  boolean isFile() {
    return source.startsWith(FILE);
  }

  /** Host of a fetched file: no path, which may tell more; {@code -} for others. */
  String host() {
    return isUpload() || isFile() ? "-" : URI.create(source).getHost();
  }
}
