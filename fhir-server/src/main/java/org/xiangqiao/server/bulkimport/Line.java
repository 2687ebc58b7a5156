package org.xiangqiao.server.bulkimport;

/**
 * A line of a file.
 *
 * @param number from 1
 * @param position of its first byte
 * @param length bytes, with the end of line
 * @param bytes without the end of line; null if it is too long to be read
 */
record Line(long number, long position, long length, byte[] bytes) {

  long end() {
    return position + length;
  }

  boolean blank() {
    if (bytes == null) {
      return false;
    }
    for (byte each : bytes) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
