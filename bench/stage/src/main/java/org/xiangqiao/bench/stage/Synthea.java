package org.xiangqiao.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Synthetic patients with their records; the same seed gives the same ones. */
public final class Synthea {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final JavaProcess process;
  private final Path output;

  private Synthea(JavaProcess process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts generating in a process of its own, into a directory of its own. */
  public static Synthea start(Path directory, String classPath, long seed, int patients)
      throws IOException {
    Path output =
        Files.createTempDirectory(Files.createDirectories(directory.toAbsolutePath()), "synthea");
    return new Synthea(
        JavaProcess.start(
            directory,
            "synthea",
            List.of(
                "-Xmx2g",
                // The peer compares days as they are written: they are written in its own zone.
                "-Duser.timezone=Asia/Shanghai",
                "-cp",
                classPath,
                "App",
                "-s",
                String.valueOf(seed),
                "-cs",
                String.valueOf(seed),
                "-p",
                String.valueOf(patients),
                "-r",
                "20260101",
                "-e",
                "20260101",
                "--exporter.baseDirectory=" + output,
                "--exporter.years_of_history=3",
                "--exporter.fhir.use_us_core_ig=false",
                "--exporter.fhir.transaction_bundle=true",
                "--exporter.hospital.fhir.export=true",
                "--exporter.practitioner.fhir.export=true",
                // Threads would take the random numbers in their own order.
                "--generate.thread_pool_size=1",
                "Massachusetts")),
        output);
  }

  /**
   * Waits, and gives all resources as they can be stored under Synthea's own ids: organizations and
   * practitioners first, then patient by patient in Synthea's order, in which no resource refers to
   * a later one of another Bundle.
   */
  public List<ObjectNode> resources() throws IOException, InterruptedException {
    process.awaitEnd(PATIENCE);
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> bundles = new ArrayList<>();
    for (Path file : files(output.resolve("fhir"))) {
      bundles.add(json.readTree(file.toFile()));
    }
    return new OwnIds(bundles).resources();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.comparing(Synthea::rank).thenComparing(Path::getFileName))
          .toList();
    }
  }

  private static int rank(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("hospitalInformation")
        ? 0
        : name.startsWith("practitionerInformation") ? 1 : 2;
  }
}
