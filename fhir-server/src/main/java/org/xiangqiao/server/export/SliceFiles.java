package org.xiangqiao.server.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.server.export.ExportFile.Kind;

/**
 * The files of one worker's run of a job. A commit forces the bytes to the disk and then writes
 * down how many count. A later worker begins files of its own, so that a former one that is still
 * alive cannot disturb it.
 */
final class SliceFiles implements AutoCloseable {

  private static final int BUFFER = 128 * 1024;
  private static final long SLICE_BYTES = 16L << 20;

  private final ExportJob job;
  private final ExportDirectory directory;
  private final ExportTable table;
  private final ExportSettings settings;
  private final Map<Kind, Open> open = new EnumMap<>(Kind.class);
  private int number;
  private long rows;
  private long lines;
  private long bytes;

  SliceFiles(ExportJob job, ExportDirectory directory, ExportTable table, ExportSettings settings) {
    this.job = job;
    this.directory = directory;
    this.table = table;
    this.settings = settings;
  }

  /** A file that is being written. */
  private static final class Open {
    private final String name;
    private final Kind kind;
    private final String type;
    private final FileChannel channel;
    private final OutputStream out;
    private long lines;
    private long bytes;
    private boolean changed;

    private Open(String name, Kind kind, String type, FileChannel channel) {
      this.name = name;
      this.kind = kind;
      this.type = type;
      this.channel = channel;
      this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    private void line(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
      lines++;
      bytes += line.length + 1;
      changed = true;
    }

    private ExportFile force() throws IOException {
      out.flush();
      channel.force(false);
      changed = false;
      return new ExportFile(name, kind, type, lines, bytes);
    }
  }

  void line(Kind kind, String type, byte[] line) throws IOException {
    Open file = open.get(kind);
    if (file == null) {
      number++;
      String name =
          type
              + (kind == Kind.OUTPUT ? "." : "." + kind.code() + ".")
              + job.attempt()
              + "."
              + number
              + ".ndjson";
      file = new Open(name, kind, type, directory.create(job.id(), name));
      open.put(kind, file);
    }
    file.line(line);
    lines += kind == Kind.ERROR ? 0 : 1;
    bytes += line.length + 1;
  }

  /** A row was read, whether or not it made a line. */
  void row() {
    rows++;
  }

  /** Time to commit. */
  boolean full() {
    return rows >= settings.sliceRows() || bytes >= SLICE_BYTES;
  }

  /** All that was written is of rows up to {@code position}. */
  void commit(int stage, long position) throws IOException {
    if (directory.free() < settings.minFree().toBytes()) {
      throw new DiskFullException();
    }
    List<ExportFile> changed = new ArrayList<>();
    for (Open file : open.values()) {
      if (file.changed) {
        changed.add(file.force());
      }
    }
    table.commit(job, stage, position, lines, changed);
    lines = 0;
    rows = 0;
    bytes = 0;
    for (Open file : List.copyOf(open.values())) {
      if (file.lines >= settings.linesPerFile() || file.bytes >= settings.fileSize().toBytes()) {
        end(file);
      }
    }
  }

  /** The next line begins a new file. */
  void endFiles() throws IOException {
    for (Open file : List.copyOf(open.values())) {
      end(file);
    }
  }

  private void end(Open file) throws IOException {
    open.remove(file.kind);
    file.channel.close();
  }

  @Override
  public void close() throws IOException {
    for (Open file : open.values()) {
      file.channel.close();
    }
  }

  /** The disk is needed for other things. */
  static final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskFullException() {
      super("less disk would be free than xiangqiao.export.min-free");
    }
  }
}
