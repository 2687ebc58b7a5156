package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.expand.ComposeFilters;
import org.xiangqiao.terminology.service.expand.FilterRefusal;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.property.ConceptFilter;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/** Whether one include or exclude of a value set holds a code of its code system. */
final class ConceptSets {

  private static final String DEPRECATED =
      "http://hl7.org/fhir/StructureDefinition/valueset-deprecated";

  private final Inquiry inquiry;
  private final ValueSet valueSet;
  private final boolean activeOnly;

  ConceptSets(Inquiry inquiry, ValueSet valueSet) {
    this.inquiry = inquiry;
    this.valueSet = valueSet;
    this.activeOnly = valueSet.getCompose().hasInactive() && !valueSet.getCompose().getInactive();
  }

  boolean holds(
      ConceptSetComponent set,
      CodeSystemContent system,
      String place,
      String code,
      Findings findings) {
    findings.forgetInactive();
    Optional<Concept> concept = system.find(code);
    if (!set.hasConcept() && !set.hasFilter()) {
      return concept.isPresent()
          ? whole(system, concept.get(), place, code, findings)
          : unknown(system.about(), place, code, findings);
    }
    if (concept.isEmpty()) {
      return false;
    }
    return set.hasConcept()
        ? listed(set, system, concept.get(), place, code, findings)
        : filtered(set, system, concept.get(), place, findings);
  }

  private boolean unknown(CodeSystem system, String place, String code, Findings findings) {
    if (inquiry.switches().membershipOnly()) {
      return false;
    }
    TxIssue issue = UnknownCode.issue(system, place, code);
    if (system.getContent() == CodeSystem.CodeSystemContentMode.COMPLETE) {
      findings.doubt(issue);
      return false;
    }
    findings.add(issue);
    return true;
  }

  private boolean whole(
      CodeSystemContent system, Concept concept, String place, String code, Findings findings) {
    if (!concept.code().equals(code)) {
      CodeSystem about = system.about();
      findings.add(
          TxIssue.of(
              IssueSeverity.INFORMATION,
              IssueType.BUSINESSRULE,
              Places.below(place, "code"),
              "CODE_CASE_DIFFERENCE",
              "code-rule",
              code,
              concept.code(),
              Canonical.text(about.getUrl(), about.getVersion())));
      findings.normalCode(concept.code());
    }
    findings.names().add(concept);
    if (isAbstract(system, concept, place, findings)) {
      return false;
    }
    if (concept.inactive() && (activeOnly || inquiry.switches().activeOnly())) {
      findings.tell(
          TxIssue.error(
              IssueType.BUSINESSRULE,
              Places.below(place, "code"),
              "STATUS_CODE_WARNING_CODE",
              "code-rule",
              "not active",
              code));
      findings.seeInactive(concept, place);
      return false;
    }
    findings.see(concept, place);
    return true;
  }

  private boolean isAbstract(
      CodeSystemContent system, Concept concept, String place, Findings findings) {
    if (!concept.abstractConcept() || inquiry.switches().abstractAllowed()) {
      return false;
    }
    if (!inquiry.switches().membershipOnly()) {
      findings.add(
          TxIssue.error(
              IssueType.BUSINESSRULE,
              Places.below(place, "code"),
              "ABSTRACT_CODE_NOT_ALLOWED",
              "code-rule",
              system.about().getUrl(),
              concept.code()));
    }
    return true;
  }

  private boolean listed(
      ConceptSetComponent set,
      CodeSystemContent system,
      Concept concept,
      String place,
      String code,
      Findings findings) {
    for (ConceptReferenceComponent each : set.getConcept()) {
      if (!code.equals(each.getCode())) {
        continue;
      }
      findings.names().add(concept);
      findings.names().add(each, valueSet.getLanguage());
      if (isAbstract(system, concept, place, findings) || hidden(concept, place, findings)) {
        continue;
      }
      noteDeprecated(each, system, place, findings);
      findings.see(concept, place);
      return true;
    }
    return false;
  }

  private boolean hidden(Concept concept, String place, Findings findings) {
    if (!activeOnly || !concept.inactive()) {
      return false;
    }
    if (!inquiry.switches().membershipOnly()) {
      findings.seeInactive(concept, place);
    }
    return true;
  }

  private void noteDeprecated(
      ConceptReferenceComponent each, CodeSystemContent system, String place, Findings findings) {
    Extension standards = each.getExtensionByUrl(ConceptStatus.STANDARDS_STATUS);
    String status =
        standards == null || !standards.hasValue() ? null : standards.getValue().primitiveValue();
    if (!"withdrawn".equals(status) && !"deprecated".equals(status)) {
      status = each.hasExtension(DEPRECATED) ? "deprecated" : null;
    }
    if (status != null) {
      findings.add(
          TxIssue.of(
              IssueSeverity.WARNING,
              IssueType.BUSINESSRULE,
              Places.below(place, "code"),
              "CONCEPT_DEPRECATED_IN_VALUESET",
              "code-comment",
              system.about().getUrl(),
              each.getCode(),
              status,
              Canonical.text(valueSet.getUrl(), valueSet.getVersion())));
    }
  }

  private boolean filtered(
      ConceptSetComponent set,
      CodeSystemContent system,
      Concept concept,
      String place,
      Findings findings) {
    ConceptFilter filters = new ConceptFilter(system);
    for (ConceptSetFilterComponent each : set.getFilter()) {
      try {
        if (!filters.of(ComposeFilters.filter(each, system, null)).test(concept)) {
          return false;
        }
      } catch (UnsupportedFilterException unknown) {
        // Of another version of the code system than the one that was looked at before.
        throw FilterRefusal.of(400, unknown, null, valueSet, system);
      }
    }
    findings.names().add(concept);
    return !isAbstract(system, concept, place, findings) && !hidden(concept, place, findings);
  }
}
