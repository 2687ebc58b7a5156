package org.xiangqiao.server.gate;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.LocalText;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.StoreProblem.Told;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.terminology.validation.Finding;

/**
 * Keeps what is wrong with a version that is accepted with findings, in the transaction that writes
 * it: an OperationOutcome that names the version and its sender, without any value of it.
 */
final class TaggedWrites implements WriteParticipant {

  /** Reference to the record. */
  static final String OF = "https://xiangqiao.org/fhir/StructureDefinition/finding-of";

  /** Its version. */
  static final String VERSION = "https://xiangqiao.org/fhir/StructureDefinition/finding-version";

  /** Client id of who sent it. */
  static final String SENDER = "https://xiangqiao.org/fhir/StructureDefinition/finding-sender";

  /** When it was written. */
  static final String AT = "https://xiangqiao.org/fhir/StructureDefinition/finding-date";

  private static final int UNPROCESSABLE = 422;

  private final FhirContext fhir;
  private final RecordCheck records;
  private final KeptFindings kept;
  private final Clock clock;
  private final int most;
  private final Supplier<OperationOutcomes> outcomes;

  TaggedWrites(FhirContext fhir, RecordCheck records, KeptFindings kept, Clock clock, int most) {
    this.fhir = fhir;
    this.records = records;
    this.kept = kept;
    this.clock = clock;
    this.most = most;
    this.outcomes = SingletonSupplier.of(() -> new OperationOutcomes(fhir));
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change each : changes) {
      boolean tagged =
          each.resource() != null
              && each.effect() != Effect.UNCHANGED
              && each.resource().getMeta().getTag().stream()
                  .anyMatch(tag -> WriteGate.TAGS.equals(tag.getSystem()))
              // A sender may have written such a tag himself.
              && records.policy(caller, each.resource()) == WritePolicy.TAG;
      if (tagged) {
        keep(caller, each);
      }
    }
  }

  private void keep(Caller caller, Change change) {
    String json = fhir.newJsonParser().encodeResourceToString(change.resource());
    List<Finding> errors = records.errors(caller.tenantId(), change.type(), json);
    if (errors.isEmpty()) {
      return;
    }
    List<Fault> faults =
        errors.stream()
            .limit(most)
            .map(each -> fault(caller.tenantId(), each, change.type(), json))
            .distinct()
            .toList();
    OperationOutcome outcome = outcomes.get().outcome(faults, Locale.ENGLISH);
    InstantType now = new InstantType(java.util.Date.from(clock.instant()));
    outcome.addExtension(OF, new Reference(change.type() + "/" + change.id()));
    outcome.addExtension(VERSION, new StringType(Long.toString(change.version())));
    outcome.addExtension(SENDER, new StringType(caller.client()));
    outcome.addExtension(AT, now);
    kept.add(
        caller.tenantId(),
        new KeptFindings.Kept(
            0,
            change.type(),
            change.id(),
            change.version(),
            caller.client(),
            now.getValue().toInstant(),
            errors.stream().map(Finding::ruleId).distinct().toList(),
            fhir.newJsonParser().encodeResourceToString(outcome)));
  }

  private Fault fault(int tenant, Finding finding, String type, String json) {
    Told told = records.words(tenant, finding, type, json);
    return new Fault(
        UNPROCESSABLE,
        told.code(),
        finding.ruleId(),
        finding.location(),
        new LocalText(told.english(), told.chinese()),
        new LocalText(told.remedy(), told.chineseRemedy()),
        told.severity());
  }
}
