package org.xiangqiao.terminology.builder.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A {@code .tgz} whose bytes depend on names and contents only. */
final class DeterministicTar implements Closeable {

  private final TarArchiveOutputStream tar;
  private final long modified;

  DeterministicTar(OutputStream out, LocalDate modified) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(9);
    this.tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters));
    this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    this.modified = modified.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  void file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(modified);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(0100644);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
