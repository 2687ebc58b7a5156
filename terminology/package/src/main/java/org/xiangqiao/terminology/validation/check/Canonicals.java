package org.xiangqiao.terminology.validation.check;

import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** The addresses by which definitions are known are absolute (R4 references.html#canonical). */
final class Canonicals {

  private static final Set<String> TYPES =
      Set.of(
          "ActivityDefinition",
          "CapabilityStatement",
          "ChargeItemDefinition",
          "CodeSystem",
          "CompartmentDefinition",
          "ConceptMap",
          "EffectEvidenceSynthesis",
          "EventDefinition",
          "Evidence",
          "EvidenceVariable",
          "ExampleScenario",
          "GraphDefinition",
          "ImplementationGuide",
          "Library",
          "Measure",
          "MessageDefinition",
          "OperationDefinition",
          "PlanDefinition",
          "Questionnaire",
          "ResearchDefinition",
          "ResearchElementDefinition",
          "RiskEvidenceSynthesis",
          "SearchParameter",
          "StructureDefinition",
          "StructureMap",
          "TerminologyCapabilities",
          "TestScript",
          "ValueSet");

  private Canonicals() {}

  static void check(Node definition, Findings findings) {
    if (!TYPES.contains(definition.type())) {
      return;
    }
    Node url = definition.child("url");
    if (url != null
        && url.hasText()
        && !url.text().isBlank()
        && !PrimitiveForms.absolute(url.text())) {
      findings.error(IssueType.INVALID, url, "canonical-not-absolute", "");
    }
  }
}
