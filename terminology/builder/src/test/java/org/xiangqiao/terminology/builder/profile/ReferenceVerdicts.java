package org.xiangqiao.terminology.builder.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the reference said before, kept in a file by the digest of what it was asked: it answers
 * slowly, and always the same for the same definitions.
 */
public final class ReferenceVerdicts {

  private final Path file;
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  public ReferenceVerdicts(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.split("\t");
          known.put(parts[0], List.of(Arrays.copyOfRange(parts, 1, parts.length)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asked once for each question. */
  List<String> of(String question, Supplier<List<String>> reference) {
    List<String> before = known.get(question);
    if (before != null) {
      return before;
    }
    List<String> said = new ArrayList<>();
    reference.get().forEach(each -> said.add(each.replaceAll("[\t\r\n]", " ")));
    known.put(question, said);
    append(question, said);
    return said;
  }

  private synchronized void append(String question, List<String> said) {
    List<String> parts = new ArrayList<>(said);
    parts.add(0, question);
    try {
      Files.writeString(
          file,
          String.join("\t", parts) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all that decides an answer. */
  static String digest(Iterable<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the package's sources. */
  static String digestOf(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> all = new ArrayList<>();
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!each.toString().contains("examples")) {
          all.add(
              folder.relativize(each) + " " + HexFormat.of().formatHex(Files.readAllBytes(each)));
        }
      }
      return digest(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
