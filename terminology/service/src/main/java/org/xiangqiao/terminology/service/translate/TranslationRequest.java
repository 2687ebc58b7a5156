package org.xiangqiao.terminology.service.translate;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.terminology.service.call.Switches;
import org.xiangqiao.terminology.service.issue.TxException;

/**
 * What is to be translated; R5's names of the parameters are taken as R4's.
 *
 * @param codings any of which will do
 * @param reverse whether they are targets and the sources are asked for
 * @param otherSystem code system to end up in; null for all
 * @param otherScope value set to end up in; null for all
 */
record TranslationRequest(
    List<Coding> codings, boolean reverse, String otherSystem, String otherScope) {

  static TranslationRequest of(Parameters sent) {
    Switches switches = new Switches(sent);
    boolean targets =
        value(sent, "targetCoding") != null
            || value(sent, "targetCodeableConcept") != null
            || switches.text("targetCode") != null;
    boolean reverse = targets || switches.on("reverse");
    List<Coding> codings = targets ? targets(sent, switches) : sources(sent, switches);
    if (codings.isEmpty()) {
      throw TxException.invalid(null, "NO_MAP_CODE", null);
    }
    if (codings.stream().anyMatch(each -> !each.hasSystem() || !each.hasCode())) {
      throw TxException.invalid(null, "NO_MAP_SYSTEM", null);
    }
    String system =
        targets ? switches.text("sourceSystem") : first(switches, "targetSystem", "targetsystem");
    String scope =
        targets
            ? first(switches, "sourceScope", "source")
            : first(switches, "targetScope", "target");
    return new TranslationRequest(codings, reverse, system, scope);
  }

  private static List<Coding> sources(Parameters sent, Switches switches) {
    for (String name : new String[] {"sourceCoding", "coding"}) {
      if (value(sent, name) instanceof Coding coding) {
        return List.of(coding);
      }
    }
    for (String name : new String[] {"sourceCodeableConcept", "codeableConcept"}) {
      if (value(sent, name) instanceof CodeableConcept concept) {
        return concept.getCoding();
      }
    }
    String code = first(switches, "sourceCode", "code");
    return code == null
        ? List.of()
        : List.of(
            new Coding()
                .setCode(code)
                .setSystem(first(switches, "sourceSystem", "system"))
                .setVersion(first(switches, "sourceVersion", "version")));
  }

  private static List<Coding> targets(Parameters sent, Switches switches) {
    if (value(sent, "targetCoding") instanceof Coding coding) {
      return List.of(coding);
    }
    if (value(sent, "targetCodeableConcept") instanceof CodeableConcept concept) {
      return concept.getCoding();
    }
    return List.of(
        new Coding()
            .setCode(switches.text("targetCode"))
            .setSystem(first(switches, "targetSystem", "system")));
  }

  private static String first(Switches switches, String name, String otherwise) {
    String text = switches.text(name);
    return text != null ? text : switches.text(otherwise);
  }

  private static Type value(Parameters sent, String name) {
    return sent.getParameter().stream()
        .filter(each -> name.equals(each.getName()))
        .map(Parameters.ParametersParameterComponent::getValue)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
