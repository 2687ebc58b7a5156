package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.xiangqiao.server.postgres.BackupManifest.BackupFile;

/** SHA-256 of bytes and of files while they are copied. */
final class Checksums {

  private Checksums() {}

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Copies a file to a place where there is none, and says what was written. */
  static BackupFile copy(Path source, Path target, String name) throws IOException {
    MessageDigest digest = sha256();
    long size;
    try (InputStream in = Files.newInputStream(source);
        OutputStream out =
            new DigestOutputStream(
                Files.newOutputStream(
                    target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                digest)) {
      size = in.transferTo(out);
    }
    return new BackupFile(name, size, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
