package org.xiangqiao.bench.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** On what a run was made. */
public final class Machine {

  private Machine() {}

  public static Map<String, Object> describe() throws IOException {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("cpu", field("/proc/cpuinfo", "model name"));
    about.put("cores", Runtime.getRuntime().availableProcessors());
    about.put("memory", field("/proc/meminfo", "MemTotal"));
    about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    about.put("java", Runtime.version().toString());
    about.put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return about;
  }

  private static String field(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return "unknown";
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
