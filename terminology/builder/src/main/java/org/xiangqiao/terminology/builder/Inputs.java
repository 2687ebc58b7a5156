package org.xiangqiao.terminology.builder;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a package is made of, as one number: sources, tables and this program. Nothing is built
 * again that would come out the same.
 */
final class Inputs {

  private static final String FILE = "package.inputs";

  private final String number;

  private Inputs(String number) {
    this.number = number;
  }

  /**
   * @param programs a class of each module whose code or data goes into the package
   */
  static Inputs of(Path sources, Class<?>... programs) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, sources);
      for (Class<?> program : programs) {
        add(digest, Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI()));
      }
      return new Inputs(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).filter(Inputs::counts).sorted().toList();
    }
    for (Path file : files) {
      digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
  }

  /** What was made before lies among the classes. */
  private static boolean counts(Path file) {
    return !file.endsWith(FILE) && !file.toString().endsWith(".tgz");
  }

  /** Whether the package in a folder was made of the same. */
  boolean made(Path folder) throws IOException {
    Path note = folder.resolve(FILE);
    return Files.isRegularFile(folder.resolve("package.tgz"))
        && Files.isRegularFile(note)
        && Files.readString(note).equals(number);
  }

  void note(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), number);
  }
}
