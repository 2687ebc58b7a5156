package org.xiangqiao.suites.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.linuxforhealth.fhir.examples.Index;

/** All JSON examples in {@code fhir-examples}, with the marks of the indexes that are complete. */
public final class Examples {

  public static final String SOURCE = "org.linuxforhealth.fhir:fhir-examples:5.0.0, json/**";

  /** The others name parts of these. */
  private static final List<String> INDEXES =
      List.of(
          "spec-json.txt", "generated-json.txt", "bulk-data-group.txt", "bulk-data-location.txt");

  private final Map<String, Example.Mark> marks = new HashMap<>();

  public Examples() {
    try (ZipFile jar = jar()) {
      for (String index : INDEXES) {
        for (String line : new String(read(jar, index), UTF_8).lines().toList()) {
          String[] words = line.trim().split("\\s+");
          if (words.length == 2) {
            marks.put(words[1], Example.Mark.valueOf(words[0]));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands over every example, from several threads. */
  public void each(Consumer<Example> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (ZipFile jar = jar()) {
      List<Future<?>> all = new ArrayList<>();
      // The largest first, so that no thread is left alone with them at the end.
      jar.stream()
          .filter(entry -> entry.getName().startsWith("json/") && entry.getName().endsWith(".json"))
          .sorted((a, b) -> Long.compare(b.getSize(), a.getSize()))
          .map(ZipEntry::getName)
          .forEach(path -> all.add(threads.submit(() -> work.accept(example(jar, path)))));
      for (Future<?> one : all) {
        one.get();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Example example(ZipFile jar, String path) {
    try {
      return new Example(path, marks.getOrDefault(path, Example.Mark.OK), read(jar, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(ZipFile jar, String path) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(path))) {
      return in.readAllBytes();
    }
  }

  private static ZipFile jar() throws IOException {
    try {
      return new ZipFile(
          java.nio.file.Path.of(
                  Index.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toFile());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
