package org.xiangqiao.server.bulkimport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Lines of a file from a place on, with their places. */
final class LineReader implements Closeable {

  private final InputStream in;
  private final int longest;
  private long position;
  private long number;

  LineReader(Path file, long position, long lines, int longest) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(position);
    this.in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    this.position = position;
    this.number = lines;
    this.longest = longest;
  }

  /** Lines up to a number and size; empty at the end of the file. */
  List<Line> next(int rows, long bytes) throws IOException {
    List<Line> lines = new ArrayList<>();
    long size = 0;
    while (lines.size() < rows && size < bytes) {
      Line line = next();
      if (line == null) {
        break;
      }
      lines.add(line);
      size += line.length();
    }
    return lines;
  }

  private Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    long length = 0;
    boolean ended = false;
    for (int each; !ended && (each = in.read()) >= 0; ) {
      length++;
      ended = each == '\n';
      if (!ended && length <= longest) {
        bytes.write(each);
      }
    }
    if (length == 0) {
      return null;
    }
    Line line =
        new Line(++number, position, length, length > longest + 1L ? null : bytes.toByteArray());
    position += length;
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
