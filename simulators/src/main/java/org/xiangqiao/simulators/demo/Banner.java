package org.xiangqiao.simulators.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import org.xiangqiao.simulators.emr.EmrSystem;
import org.xiangqiao.simulators.emr.Resident;

/** The last screen: what happened, where everything is, and three lines to paste. */
final class Banner {

  private static final String LINE = "-".repeat(100);

  private final PrintStream out;
  private final DemoOptions options;
  private final ServerProcess server;

  Banner(PrintStream out, DemoOptions options, ServerProcess server) {
    this.out = out;
    this.options = options;
    this.server = server;
  }

  void print(DemoDays day, Sent sent, int forwarded) {
    URI fhir = server.base().resolve("/fhir");
    out.println(LINE);
    out.println(
        Texts.both(
            "summary",
            sent.messages(),
            sent.accepted(),
            sent.refused(),
            forwarded,
            sent.immunizations()));
    if (sent.refused() > 0) {
      out.println(Texts.both("refused", sent.refused(), sent.firstRefusal()));
    }
    out.println(
        Texts.both(
            "addresses",
            fhir,
            "127.0.0.1:" + options.mllpPort(),
            "http://127.0.0.1:" + options.countyPort()));
    out.println(Texts.both("try-it"));
    Path token = options.data().resolve("demo").resolve("token");
    curl(token, fhir + "/Patient?identifier=" + identifierOfOne(day));
    curl(token, fhir + "/Immunization?_count=5&_include=Immunization:patient");
    curl(token, fhir + "/AuditEvent?_count=3");
    out.println(LINE);
  }

  private void curl(Path token, String url) {
    out.println("curl -s -H \"Authorization: Bearer $(cat '" + token + "')\" '" + url + "'");
  }

  private static String identifierOfOne(DemoDays day) {
    Resident one =
        day.township().residents().stream()
            .filter(r -> EmrSystem.of(r) == EmrSystem.QINGSHI)
            .findFirst()
            .orElseThrow();
    return "https://fhir.xiangqiao.org/sid/qingshi/patient%7C" + one.number();
  }
}
