package org.xiangqiao.bench.validation;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.bench.stage.JavaProcess;

/** All figures of one run. */
final class ValidationRun {

  /** Seconds and rounds. */
  private record Size(
      double warm, double slice, int rounds, boolean stock, int warmWrites, int writes) {

    static Size of(String name) {
      return switch (name) {
        case "full" -> new Size(30, 1, 7, true, 150, 200);
        case "small" -> new Size(3, 0.2, 3, false, 0, 0);
        default -> throw new IllegalArgumentException("full or small, not " + name);
      };
    }
  }

  private final Path target;
  private final Size size;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  ValidationRun(Path target, String size) {
    this.target = target;
    this.size = Size.of(size);
    figures.put("size", size);
  }

  Map<String, Object> run() throws IOException, InterruptedException {
    figures.put("cores", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    figures.put("freshStart", freshStart());
    FhirContext context = FhirContext.forR4Cached();
    List<Resource> shipped = Definitions.shipped(context);
    Subject compiled = Subject.compiled(Subject.validator(context, shipped));
    figures.put("race", race(context, shipped, compiled));
    if (size.writes() > 0) {
      figures.put(
          "transactionOf50",
          new Transactions(context, compiled, List.copyOf(Examples.raced().values()))
              .run(size.warmWrites(), size.writes()));
    }
    figures.put("hostile", Hostile.measure(compiled, 5));
    return figures;
  }

  private Map<String, Object> race(FhirContext context, List<Resource> shipped, Subject compiled) {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    subjects.put("compiled", compiled);
    subjects.put("cured", Subject.cured(context, shipped));
    if (size.stock()) {
      subjects.put("stock", Subject.stock(context, shipped));
    }
    Map<String, Object> rows = new LinkedHashMap<>();
    new Race(subjects, Examples.raced())
        .run(size.warm(), size.slice(), size.rounds())
        .forEach(
            (name, speeds) -> {
              Map<String, Object> row = new LinkedHashMap<>(speeds);
              row.put("timesCured", speeds.get("compiled") / speeds.get("cured"));
              rows.put(name, row);
            });
    return rows;
  }

  private Map<?, ?> freshStart() throws IOException, InterruptedException {
    Path file = target.resolve("fresh-start.json");
    try (JavaProcess process =
        JavaProcess.start(
            // Examples are found from the module's folder.
            Path.of("").toAbsolutePath(),
            "target/validation/fresh-start",
            List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FreshStart.class.getName(),
                file.toString()))) {
      process.awaitEnd(Duration.ofMinutes(3));
    }
    return new ObjectMapper().readValue(Files.readString(file), Map.class);
  }
}
