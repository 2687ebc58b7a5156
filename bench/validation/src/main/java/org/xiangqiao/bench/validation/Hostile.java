package org.xiangqiao.bench.validation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources made to cost time, and how soon they are refused. */
final class Hostile {

  private static final int MILLION = 1_000_000;

  private Hostile() {}

  static Map<String, String> resources() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "depth: 100,000 extensions within each other",
        "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},"
            + "\"extension\":[{\"url\":\"urn:x\",".repeat(100_000)
            + "\"valueBoolean\":true"
            + "}]".repeat(100_000)
            + "}");
    all.put(
        "contained in contained, 5,000 deep",
        "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"contained\":["
            + "{\"resourceType\":\"Basic\",\"contained\":[".repeat(5_000)
            + "]}".repeat(5_000)
            + "]}");
    all.put(
        "list of a million elements",
        "{\"resourceType\":\"Patient\",\"name\":[" + "{},".repeat(MILLION - 1) + "{}]}");
    all.put(
        "list of a million numbers",
        "{\"resourceType\":\"Patient\",\"multipleBirthInteger\":["
            + "1,".repeat(MILLION - 1)
            + "1]}");
    StringBuilder wide = new StringBuilder("{\"resourceType\":\"Patient\"");
    for (int i = 0; i < 200_000; i++) {
      wide.append(",\"p").append(i).append("\":1");
    }
    all.put("width: 200,000 properties", wide.append('}').toString());
    StringBuilder errors = new StringBuilder("{\"resourceType\":\"Patient\",\"name\":[{}");
    for (int i = 0; i < 20_000; i++) {
      errors.append(",{\"nothing\":1}");
    }
    all.put("20,000 errors", errors.append("]}").toString());
    all.put(
        "regular expression: base64 of 10 MB, wrong at its end",
        "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\""
            + "QUJD".repeat(2_500_000)
            + "!\"}");
    all.put(
        "regular expression: decimal of 1 MB of digits",
        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},"
            + "\"valueQuantity\":{\"value\":"
            + "1".repeat(MILLION)
            + "}}");
    all.put(
        "regular expression: a code of 1 MB of words and spaces, wrong at its end",
        "{\"resourceType\":\"Patient\",\"gender\":\"" + "a ".repeat(MILLION / 2) + " \"}");
    all.put(
        "regular expression: an identity card number of 1 MB",
        "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":"
            + "[\"https://fhir.xiangqiao.org/StructureDefinition/resident\"]},"
            + "\"identifier\":[{\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\""
            + "1".repeat(MILLION)
            + "\"}]}");
    all.put(
        "narrative of 1 MB of open tags",
        "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"text\":{\"status\":\"generated\","
            + "\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">"
            + "<b>".repeat(MILLION / 3)
            + "</div>\"}}");
    return all;
  }

  /**
   * Milliseconds until each is refused, the middle of some calls and the first one, and the middle
   * of the thread's own work, which other work on the machine does not lengthen.
   *
   * @throws IllegalStateException if one is not refused
   */
  static Map<String, Map<String, Double>> measure(Subject subject, int calls) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    resources()
        .forEach(
            (name, json) -> {
              List<Double> wall = new ArrayList<>();
              List<Double> worked = new ArrayList<>();
              for (int i = 0; i < calls; i++) {
                long begin = System.nanoTime();
                long work = threads.getCurrentThreadCpuTime();
                if (subject.errors(json) == 0) {
                  throw new IllegalStateException("not refused: " + name);
                }
                worked.add((threads.getCurrentThreadCpuTime() - work) / 1e6);
                wall.add((System.nanoTime() - begin) / 1e6);
              }
              Map<String, Double> row = new LinkedHashMap<>();
              row.put("firstMillis", wall.get(0));
              row.put("millis", Race.Middle.of(wall));
              row.put("firstProcessorMillis", worked.get(0));
              row.put("processorMillis", Race.Middle.of(worked));
              figures.put(name, row);
            });
    return figures;
  }
}
