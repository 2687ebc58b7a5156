package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.bench.stage.counter.BackendClient;
import org.xiangqiao.bench.stage.counter.CounterNode;
import org.xiangqiao.bench.stage.counter.Resident;

/** The packaged server, over the stand-in and a database. */
final class BenchServer {

  private static final String PROFILE =
      """
      name: bench
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT3S
        query: PT60S
        step: PT60S
        settle: PT1S
      """;

  private BenchServer() {}

  /**
   * @param atOnce claims that it works on at the same time
   */
  static CounterNode of(
      Path target, String database, URI platform, BackendClient client, int atOnce)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(client.registration());
    settings.put("spring.datasource.url", database);
    settings.put("spring.datasource.username", "postgres");
    settings.put("xiangqiao.fhir-package.install", "false");
    settings.put("xiangqiao.security.metrics-from-loopback", "true");
    String insurance = "xiangqiao.insurance.";
    settings.put(insurance + "enabled", "true");
    settings.put(insurance + "at-once", String.valueOf(atOnce));
    settings.put(insurance + "answer-within", "60s");
    String centre = insurance + "institutions." + Resident.CENTRE + ".";
    settings.put(centre + "name", "青石镇卫生院");
    settings.put(centre + "district", Resident.DISTRICT);
    settings.put(centre + "url", platform.toString());
    settings.put(
        centre + "profile", Files.writeString(target.resolve("bench.yaml"), PROFILE).toString());
    settings.put(centre + "operator.number", "9001");
    settings.put(centre + "operator.name", "自动");
    settings.put(centre + "operator.mac", "00-00-00-00-00-00");
    settings.put(centre + "operator.ip", "10.0.0.1");
    List<String> options =
        Arrays.stream(System.getProperty("insurance.jvm", "").split(" "))
            .filter(option -> !option.isBlank())
            .toList();
    return new CounterNode(target, "server", options, settings);
  }
}
