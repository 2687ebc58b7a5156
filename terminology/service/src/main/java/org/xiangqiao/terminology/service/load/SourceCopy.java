package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;

/** Brings a file from the database to the disk of the node that reads it. */
final class SourceCopy {

  private final JdbcTemplate jdbc;
  private final CodeSystemVersions versions;

  SourceCopy(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.versions = new CodeSystemVersions(jdbc);
  }

  void bring(LoadTurn turn, Path file) throws IOException {
    LoadJob job = turn.job();
    MessageDigest digest = sha256();
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file);
        InputStream in = turn.watched(new Chunks(job))) {
      byte[] buffer = new byte[1 << 16];
      for (int read; (read = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, read);
        digest.update(buffer, 0, read);
        length += read;
      }
    }
    versions.source(job.versionKey(), length, HexFormat.of().formatHex(digest.digest()));
  }

  /** The chunks one after the other. */
  private final class Chunks extends InputStream {
    private final LoadJob job;
    private byte[] chunk = {};
    private int number;
    private int place;

    Chunks(LoadJob job) {
      this.job = job;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      while (place == chunk.length) {
        List<byte[]> next =
            jdbc.query(
                "select bytes from code_system_source where job_id = ? and number = ?",
                (row, n) -> row.getBytes(1),
                job.id(),
                number);
        if (next.isEmpty()) {
          return -1;
        }
        chunk = next.get(0);
        place = 0;
        number++;
      }
      int read = Math.min(length, chunk.length - place);
      System.arraycopy(chunk, place, into, from, read);
      place += read;
      return read;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
