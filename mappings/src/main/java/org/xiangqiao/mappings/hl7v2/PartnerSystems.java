package org.xiangqiao.mappings.hl7v2;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;

/** Identifier and code systems of one sender's own numbers and codes. */
record PartnerSystems(String partner) {

  static final String BASE = "https://fhir.xiangqiao.org/";

  String patient() {
    return sid("patient");
  }

  Identifier dose(String value) {
    return identifier("dose", value);
  }

  /** A number of the sender's own: {@code staff}, {@code location}, {@code visit}, … */
  Identifier identifier(String kind, String value) {
    return new Identifier().setSystem(sid(kind)).setValue(value);
  }

  /** The sender's own code for {@code kind} of thing. */
  Coding coding(String kind, ForeignCode code) {
    return new Coding(
        BASE + "CodeSystem/local/" + partner + "/" + kind,
        code.code().isEmpty() ? null : code.code(),
        code.text().isEmpty() ? null : code.text());
  }

  /** As {@code meta.source}. */
  String source() {
    return BASE + "partner/" + partner;
  }

  String sid(String kind) {
    return BASE + "sid/" + partner + "/" + kind;
  }
}
