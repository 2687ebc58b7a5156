package org.xiangqiao.bench.engine.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One page with charts that needs nothing else: ECharts and the figures are in it. */
final class ChartPage {

  private static final String LIBRARY =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  private final Findings findings;

  ChartPage(Findings findings) {
    this.findings = findings;
  }

  String text() throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("about", findings.about());
    data.put("cases", Summary.of(findings));
    data.put("disk", findings.disks());
    data.put("memory", findings.memory());
    data.put("starts", findings.starts());
    // "</" would end the script.
    String json = new ObjectMapper().writeValueAsString(data).replace("</", "<\\/");
    return resource("charts.html")
        .replace("/*library*/", resource(LIBRARY))
        .replace("/*data*/", json);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChartPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
