package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.terminology.service.call.Switches;

/** The code to check, in whichever form it came. */
record CodedValue(CodeableConcept concept, CodedForm form) {

  /** Of a value set's {@code $validate-code}. */
  static Optional<CodedValue> inValueSet(Parameters sent) {
    return of(sent, false, null);
  }

  /**
   * Of a code system's, where {@code url} and {@code version} are those of the code system.
   *
   * @param whole address of the code system when it was sent itself, else null
   */
  static Optional<CodedValue> inCodeSystem(Parameters sent, String whole) {
    return of(sent, true, whole);
  }

  private static Optional<CodedValue> of(Parameters sent, boolean ofSystem, String otherwise) {
    Type concept = value(sent, "codeableConcept");
    if (concept instanceof CodeableConcept given) {
      return Optional.of(new CodedValue(given, CodedForm.CODEABLE_CONCEPT));
    }
    Type coding = value(sent, "coding");
    if (coding instanceof Coding given) {
      return Optional.of(new CodedValue(new CodeableConcept(given), CodedForm.CODING));
    }
    Switches switches = new Switches(sent);
    String code = switches.text("code");
    String system = switches.text(ofSystem ? "url" : "system");
    if (ofSystem && system == null) {
      system = switches.text("system");
    }
    system = system == null ? otherwise : system;
    if (code == null || system == null && !switches.on("inferSystem")) {
      return Optional.empty();
    }
    Coding made =
        new Coding()
            .setSystem(system)
            .setCode(code)
            .setVersion(switches.text(ofSystem ? "version" : "systemVersion"))
            .setDisplay(switches.text("display"));
    return Optional.of(new CodedValue(new CodeableConcept(made), CodedForm.CODE));
  }

  private static Type value(Parameters sent, String name) {
    return sent.getParameter().stream()
        .filter(each -> name.equals(each.getName()))
        .map(Parameters.ParametersParameterComponent::getValue)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  Coding first() {
    return concept.getCodingFirstRep();
  }

  /** Null unless a CodeableConcept was given. */
  CodeableConcept whole() {
    return form == CodedForm.CODEABLE_CONCEPT ? concept : null;
  }
}
