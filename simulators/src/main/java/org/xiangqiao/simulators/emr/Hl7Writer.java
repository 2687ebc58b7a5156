package org.xiangqiao.simulators.emr;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** HL7 v2 segments as a township EMR writes them; local time without a zone, as they do. */
final class Hl7Writer {

  static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final EmrSystem system;
  private final StringBuilder text = new StringBuilder();

  Hl7Writer(EmrSystem system) {
    this.system = system;
  }

  Hl7Writer header(String type, String trigger, String controlId, LocalDateTime at) {
    String structure = type.equals("ADT") ? "ADT_A01" : type + "_" + trigger;
    return segment(
        "MSH",
        "^~\\&",
        system.application(),
        system.facility(),
        "XIANGQIAO",
        "XQ",
        at.format(SECOND),
        "",
        type + "^" + trigger + "^" + structure,
        controlId,
        "P",
        system.version(),
        "",
        "",
        "",
        "",
        "CHN",
        system.declared());
  }

  Hl7Writer event(String trigger, LocalDateTime at) {
    return segment("EVN", trigger, at.format(SECOND));
  }

  Hl7Writer patient(Resident r) {
    String local = r.number() + "^^^" + escape(system.application()) + "^MR";
    String ids =
        r.identityNumber().isEmpty()
            ? local
            : local + "~" + r.identityNumber() + "^^^&2.16.156.10011.1.3&ISO^NNCHN";
    return segment(
        "PID",
        "1",
        "",
        ids,
        "",
        escape(r.family()) + "^" + escape(r.given()),
        "",
        r.birthDate().format(DateTimeFormatter.BASIC_ISO_DATE),
        r.male() ? "M" : "F",
        "",
        "",
        escape(r.address()) + "^^^^^CHN^H",
        "",
        r.phone() + "^PRN^CP");
  }

  Hl7Writer guardian(Resident r) {
    if (r.guardian() == null) {
      return this;
    }
    Resident.Guardian g = r.guardian();
    return segment(
        "NK1",
        "1",
        escape(g.family()) + "^" + escape(g.given()),
        g.father() ? "FTH^父亲^HL70063" : "MTH^母亲^HL70063",
        escape(r.address()) + "^^^^^CHN^H",
        g.phone() + "^PRN^CP");
  }

  Hl7Writer visit(String visitNumber, LocalDateTime at) {
    String[] fields = new String[44];
    java.util.Arrays.fill(fields, "");
    fields[0] = "1";
    fields[1] = "O";
    fields[2] = "全科门诊^^^" + escape(system.facility());
    fields[6] = "D0012^周^医生";
    fields[18] = visitNumber;
    fields[43] = at.format(SECOND);
    return segment("PV1", fields);
  }

  Hl7Writer segment(String name, String... fields) {
    text.append(name);
    for (String field : fields) {
      text.append('|').append(field);
    }
    text.append('\r');
    return this;
  }

  String text() {
    return text.toString();
  }

  static String escape(String value) {
    return value
        .replace("\\", "\\E\\")
        .replace("|", "\\F\\")
        .replace("^", "\\S\\")
        .replace("&", "\\T\\")
        .replace("~", "\\R\\");
  }
}
