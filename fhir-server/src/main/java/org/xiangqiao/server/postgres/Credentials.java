package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Generated passwords of the two roles, kept in a password file as libpq reads it ({@code
 * PGPASSFILE}), mode 0600.
 *
 * @param superuser password of {@link #SUPERUSER}, which starts, checks and backs up
 * @param application password of {@link #APPLICATION}, which owns the database and nothing else
 */
record Credentials(String superuser, String application) {

  static final String SUPERUSER = "postgres";
  static final String APPLICATION = "xiangqiao";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  static Credentials generate() {
    return new Credentials(password(), password());
  }

  static Credentials read(Path file) {
    if (!Files.exists(file)) {
      throw new PostgresProblem("passwords.missing", file);
    }
    try {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      Map<String, String> passwords = new LinkedHashMap<>();
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.strip().split(":");
        if (fields.length == 5) {
          passwords.put(fields[3], fields[4]);
        }
      }
      if (!passwords.keySet().containsAll(Set.of(SUPERUSER, APPLICATION))) {
        throw new PostgresProblem("passwords.unreadable", file, "");
      }
      return new Credentials(passwords.get(SUPERUSER), passwords.get(APPLICATION));
    } catch (IOException e) {
      throw new PostgresProblem(e, "passwords.unreadable", file, e);
    }
  }

  void write(Path file) throws IOException {
    writePrivately(
        file,
        "127.0.0.1:*:*:%s:%s%n127.0.0.1:*:*:%s:%s%n"
            .formatted(SUPERUSER, superuser, APPLICATION, application));
  }

  /** Writes a file that nobody else could read at any moment, all of it or nothing. */
  static void writePrivately(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(draft, text);
    Durable.force(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Durable.force(file.toAbsolutePath().getParent());
  }

  private static String password() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
