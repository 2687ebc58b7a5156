package org.xiangqiao.server.gate;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Told;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.terminology.validation.Finding;

/**
 * Holds what is about to be written against base R4 and its profiles. A failure of the validator
 * itself refuses too: nothing is stored because it could not be checked.
 */
final class WriteGate implements WriteCheck {

  /** System of the tags that stored resources with findings bear; codes are the broken rules. */
  static final String TAGS = "https://fhir.xiangqiao.org/CodeSystem/broken-rule";

  private static final String REMEDY =
      "Correct this element and send again; if it is right, report it to the operator.";
  private static final String REMEDY_ZH = "请更正该元素后重新发送；如内容无误，请联系管理员。";
  private static final Set<String> COUNTED = Set.of("too-few", "too-many");
  private static final String NOT_CHECKED = "该资源未通过校验。";
  private static final String FAILED = "validation-failed";
  private static final Logger LOG = LoggerFactory.getLogger(WriteGate.class);

  private final FhirContext fhir;
  private final Supplier<Gatekeeper> keeper;
  private final GateSettings settings;
  private final QualityCounts counts;

  WriteGate(
      FhirContext fhir, Supplier<Gatekeeper> keeper, GateSettings settings, QualityCounts counts) {
    this.fhir = fhir;
    this.keeper = keeper;
    this.settings = settings;
    this.counts = counts;
  }

  @Override
  public void check(Caller caller, Resource resource, String place) {
    WritePolicy policy = policy(caller, resource);
    if (policy == WritePolicy.OFF) {
      return;
    }
    String json = fhir.newJsonParser().encodeResourceToString(resource);
    List<Finding> errors = errors(resource.fhirType(), json);
    resource.getMeta().getTag().removeIf(tag -> TAGS.equals(tag.getSystem()));
    counts.checked(caller, resource.fhirType());
    if (errors.isEmpty()) {
      return;
    }
    counts.found(caller, resource.fhirType(), policy, errors);
    if (policy == WritePolicy.REFUSE) {
      throw refusal(errors, resource.fhirType(), json, place);
    }
    errors.stream()
        .map(Finding::ruleId)
        .distinct()
        .limit(settings.maxFindings())
        .forEach(rule -> resource.getMeta().addTag(TAGS, rule, null));
  }

  @Override
  public String tagSystem() {
    return TAGS;
  }

  private WritePolicy policy(Caller caller, Resource resource) {
    if (caller.tenantId() == Caller.DEFINITIONS_TENANT) {
      return WritePolicy.OFF;
    }
    List<String> profiles =
        resource.getMeta().getProfile().stream()
            .map(PrimitiveType::getValue)
            .map(WriteGate::withoutVersion)
            .toList();
    return settings.of(caller.client(), resource.fhirType(), profiles);
  }

  private static String withoutVersion(String canonical) {
    int bar = canonical == null ? -1 : canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  private List<Finding> errors(String type, String json) {
    try {
      return keeper.get().validator().validate(json).stream()
          .filter(Finding::error)
          .map(WriteGate::atElement)
          .toList();
    } catch (RuntimeException failure) {
      LOG.error("a {} could not be checked: {}", type, failure.getClass().getName());
      return List.of(
          new Finding(
              IssueSeverity.FATAL,
              IssueType.EXCEPTION,
              type,
              FAILED,
              FAILED,
              List.of(failure.getClass().getSimpleName()),
              null));
    }
  }

  private StoreException refusal(List<Finding> errors, String type, String json, String place) {
    return new StoreException(
        errors.stream()
            .map(
                each -> StoreProblem.ofRule(at(each, place), each.ruleId(), told(each, type, json)))
            // Two slices or profiles may ask for the same.
            .distinct()
            .limit(settings.maxFindings())
            .toList());
  }

  private Told told(Finding finding, String type, String json) {
    try {
      return keeper.get().words().told(finding, type, json);
    } catch (RuntimeException failure) {
      LOG.error("a finding has no words: {}", failure.getClass().getName());
      return new Told(finding.text(), NOT_CHECKED, REMEDY, REMEDY_ZH);
    }
  }

  /**
   * HL7's validator names the parent of what is missing or too much; a clerk looks for the element.
   */
  private static Finding atElement(Finding finding) {
    if (!COUNTED.contains(finding.ruleId()) || finding.args().isEmpty()) {
      return finding;
    }
    String element = finding.args().get(0);
    String name = element.substring(element.lastIndexOf('.') + 1).split("[:\\[]", 2)[0];
    return new Finding(
        finding.severity(),
        finding.issueCode(),
        finding.location() + "." + name,
        finding.ruleId(),
        finding.messageKey(),
        finding.args(),
        finding.profile());
  }

  /** The validator counts from the resource, the sender from what was sent. */
  private static String at(Finding finding, String place) {
    String location = finding.location();
    int dot = location.indexOf('.');
    return dot < 0 ? place : place + location.substring(dot);
  }
}
