package org.xiangqiao.bench.validation;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.validation.CompiledValidator;

/**
 * In a JVM of its own: what it takes to read the definitions and to compile every profile of the
 * package, and what of it stays in memory.
 */
final class FreshStart {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FreshStart() {}

  private static final class Clock {
    private long wall = System.nanoTime();
    private long worked = THREADS.getCurrentThreadCpuTime();

    Map<String, Double> lap() {
      long wallNow = System.nanoTime();
      long workedNow = THREADS.getCurrentThreadCpuTime();
      Map<String, Double> lap = new LinkedHashMap<>();
      lap.put("millis", (wallNow - wall) / 1e6);
      lap.put("processorMillis", (workedNow - worked) / 1e6);
      wall = wallNow;
      worked = workedNow;
      return lap;
    }
  }

  /**
   * @param arguments the file for the figures
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    FhirContext context = FhirContext.forR4Cached();
    // What the server has anyway: the model of R4, and a parser that has run.
    for (String json : Examples.all().values()) {
      context.newJsonParser().encodeResourceToString(context.newJsonParser().parseResource(json));
    }
    double bare = heap();
    Clock clock = new Clock();
    List<Resource> shipped = Definitions.shipped(context);
    figures.put("readPackage", clock.lap());
    PublishedDefinitions published = new PublishedDefinitions(context);
    published.fetchStructureDefinition("http://hl7.org/fhir/StructureDefinition/Patient");
    published.fetchCodeSystem("http://hl7.org/fhir/administrative-gender");
    figures.put("readR4", clock.lap());
    double read = heap();
    List<String> smallest =
        shipped.stream()
            .filter(StructureDefinition.class::isInstance)
            .map(StructureDefinition.class::cast)
            .filter(
                each ->
                    each.getKind() == StructureDefinition.StructureDefinitionKind.RESOURCE
                        && !each.getAbstract())
            .map(
                each ->
                    "{\"resourceType\":\"%s\",\"meta\":{\"profile\":[\"%s\"]}}"
                        .formatted(each.getType(), each.getUrl()))
            .toList();
    clock = new Clock();
    CompiledValidator validator = Subject.validator(published, shipped);
    Subject subject = Subject.compiled(validator);
    smallest.forEach(subject::errors);
    figures.put("profiles", smallest.size());
    figures.put("compileAllProfiles", clock.lap());
    Examples.all().values().forEach(subject::errors);
    figures.put("firstExamples", clock.lap());
    double all = heap();
    figures.put("bareMegabytes", bare);
    figures.put("definitionsMegabytes", read - bare);
    figures.put("compiledMegabytes", all - read);
    figures.put("totalMegabytes", all - bare);
    // Nothing above may be collected before it was counted.
    figures.put("stillThere", shipped.size() > 0 && validator != null);
    Files.writeString(Path.of(arguments[0]), new ObjectMapper().writeValueAsString(figures));
  }

  /** Megabytes that are reachable. */
  private static double heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
  }
}
