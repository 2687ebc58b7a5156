package org.xiangqiao.suites.insurance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xiangqiao.bench.stage.counter.Resident;

/** Settings of both servers: one database, one centre, and a platform that is given up on soon. */
final class ServerSettings {

  private static final String PROFILE =
      """
      name: quick
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT1S
        query: PT1S
        step: PT1S
        settle: PT0.5S
      batches: {lines: 2}
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      """;

  private ServerSettings() {}

  /**
   * @param registration of the EMR
   * @param database its JDBC address
   * @param platform base address of the insurance platform
   * @param folder where the profile is kept
   */
  static Map<String, String> of(
      Map<String, String> registration, String database, URI platform, Path folder)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(registration);
    settings.put("spring.datasource.url", database);
    settings.put("spring.datasource.username", "postgres");
    settings.put("xiangqiao.fhir-package.install", "false");
    String insurance = "xiangqiao.insurance.";
    settings.put(insurance + "enabled", "true");
    settings.put(insurance + "answer-within", "5s");
    settings.put(insurance + "poll", "100ms");
    settings.put(insurance + "breaker-calls", "50");
    settings.put(insurance + "breaker-pause", "1s");
    settings.put(insurance + "reconciliation.poll", "1s");
    settings.put(insurance + "reconciliation.pause", "1s");
    String centre = insurance + "institutions." + Resident.CENTRE + ".";
    settings.put(centre + "name", "青石镇卫生院");
    settings.put(centre + "district", Resident.DISTRICT);
    settings.put(centre + "url", platform.toString());
    settings.put(
        centre + "profile", Files.writeString(folder.resolve("quick.yaml"), PROFILE).toString());
    settings.put(centre + "operator.number", "9001");
    settings.put(centre + "operator.name", "自动");
    settings.put(centre + "operator.mac", "00-00-00-00-00-00");
    settings.put(centre + "operator.ip", "10.0.0.1");
    return settings;
  }
}
