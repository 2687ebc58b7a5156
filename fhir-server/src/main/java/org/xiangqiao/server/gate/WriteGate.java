package org.xiangqiao.server.gate;

import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.validate.Rehearsals;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.terminology.validation.Finding;

/**
 * Holds what is about to be written against base R4 and its profiles. A failure of the validator
 * itself refuses too: nothing is stored because it could not be checked.
 */
final class WriteGate implements WriteCheck {

  /** System of the tags that stored resources with findings bear; codes are the broken rules. */
  static final String TAGS = "https://fhir.xiangqiao.org/CodeSystem/broken-rule";

  private final RecordCheck records;
  private final GateSettings settings;
  private final QualityCounts counts;
  private final Rehearsals rehearsals;

  WriteGate(
      RecordCheck records, GateSettings settings, QualityCounts counts, Rehearsals rehearsals) {
    this.records = records;
    this.settings = settings;
    this.counts = counts;
    this.rehearsals = rehearsals;
  }

  @Override
  public boolean reads(Caller caller, Resource resource) {
    return records.policy(caller, resource) != WritePolicy.OFF;
  }

  @Override
  public void check(Caller caller, Resource resource, Supplier<String> text, String place) {
    WritePolicy policy = records.policy(caller, resource);
    if (policy == WritePolicy.OFF) {
      return;
    }
    String json = text.get();
    List<Finding> errors = records.errors(caller.tenantId(), resource.fhirType(), json);
    resource.getMeta().getTag().removeIf(tag -> TAGS.equals(tag.getSystem()));
    count(caller, resource.fhirType(), policy, errors);
    if (errors.isEmpty()) {
      return;
    }
    if (policy == WritePolicy.REFUSE) {
      throw refusal(caller.tenantId(), errors, resource.fhirType(), json, place);
    }
    errors.stream()
        .map(Finding::ruleId)
        .distinct()
        .limit(settings.maxFindings())
        .forEach(rule -> resource.getMeta().addTag(TAGS, rule, null));
  }

  private void count(Caller caller, String type, WritePolicy policy, List<Finding> errors) {
    if (rehearsals.now()) {
      return;
    }
    counts.checked(caller, type);
    if (!errors.isEmpty()) {
      counts.found(caller, type, policy, errors);
    }
  }

  @Override
  public String tagSystem() {
    return TAGS;
  }

  private StoreException refusal(
      int tenant, List<Finding> errors, String type, String json, String place) {
    return new StoreException(
        errors.stream()
            .map(
                each ->
                    StoreProblem.ofRule(
                        at(each, place), each.ruleId(), records.words(tenant, each, type, json)))
            // Two slices or profiles may ask for the same.
            .distinct()
            .limit(settings.maxFindings())
            .toList());
  }

  /** The validator counts from the resource, the sender from what was sent. */
  private static String at(Finding finding, String place) {
    String location = finding.location();
    int dot = location.indexOf('.');
    return dot < 0 ? place : place + location.substring(dot);
  }
}
