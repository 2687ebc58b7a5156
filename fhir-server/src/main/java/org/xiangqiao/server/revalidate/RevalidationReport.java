package org.xiangqiao.server.revalidate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;

/** What a finished job tells: as Parameters, and as a table (RFC 4180) for a spreadsheet. */
final class RevalidationReport {

  private static final String HEAD = "type,sender,profile,rule,checked,broken,examples";

  private RevalidationReport() {}

  /**
   * @param table address of the report as a table
   */
  static Parameters parameters(RevalidationView job, List<ReportLine> lines, String table) {
    Parameters report = new Parameters();
    report.addParameter("id", new StringType(job.id().toString()));
    report.addParameter("kind", new CodeType(job.asked().kind().code()));
    time(report, "asked", job.askedAt());
    time(report, "finished", job.finishedAt());
    time(report, "start", job.asked().since());
    time(report, "end", job.asked().until());
    report.addParameter("checked", number(job.checked()));
    report.addParameter("broken", number(job.broken()));
    report.addParameter("table", new UriType(table));
    for (ReportLine line : lines) {
      boolean rule = !line.key().rule().isEmpty();
      ParametersParameterComponent part =
          report.addParameter().setName(rule ? "rule" : "resources");
      add(part, "type", new CodeType(line.key().type()));
      text(part, "sender", line.key().sender());
      text(part, "profile", line.key().profile());
      text(part, "rule", line.key().rule());
      if (!rule) {
        add(part, "checked", number(line.checked()));
      }
      add(part, "broken", number(line.broken()));
      line.examples().forEach(each -> add(part, "example", new Reference(each)));
    }
    return report;
  }

  private static void time(Parameters report, String name, Instant time) {
    if (time != null) {
      report.addParameter(name, new InstantType(Date.from(time)));
    }
  }

  private static DecimalType number(long number) {
    return new DecimalType(BigDecimal.valueOf(number));
  }

  private static void text(ParametersParameterComponent part, String name, String text) {
    if (!text.isEmpty()) {
      add(part, name, new StringType(text));
    }
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }

  static String csv(List<ReportLine> lines) {
    return lines.stream()
        .map(
            line ->
                Stream.of(
                        line.key().type(),
                        line.key().sender(),
                        line.key().profile(),
                        line.key().rule(),
                        line.key().rule().isEmpty() ? String.valueOf(line.checked()) : "",
                        String.valueOf(line.broken()),
                        String.join(" ", line.examples()))
                    .map(RevalidationReport::cell)
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", HEAD + "\r\n", lines.isEmpty() ? "" : "\r\n"));
  }

  /** What a spreadsheet would take for a formula is marked as text. */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
