package org.xiangqiao.server.validate;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerFactory;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.xiangqiao.server.rest.answer.WireFormat;

/**
 * HL7's validators over one set of definitions. Each serves one call at a time and is used again:
 * HAPI's wrapper makes a new one for every call, which reads a table of 14,000 OIDs each time and
 * so spends three quarters of the call (docs/api/validate.md has the figures).
 */
final class Validators {

  private final WorkerContextValidationSupportAdapter definitions;
  private final PostedDefinitions posted;
  private final BlockingQueue<InstanceValidator> idle;

  /**
   * @param posted those among them that lie in the store, or null
   */
  Validators(IValidationSupport support, PostedDefinitions posted, int kept) {
    this.posted = posted;
    definitions = new WorkerContextValidationSupportAdapter(support);
    idle = new ArrayBlockingQueue<>(kept);
  }

  /** By canonical address; empty for those that nobody knows. */
  Map<String, Optional<StructureDefinition>> profiles(List<String> canonicals) {
    if (posted != null) {
      posted.loadProfiles(canonicals);
    }
    Map<String, Optional<StructureDefinition>> profiles = new LinkedHashMap<>();
    for (String canonical : canonicals) {
      profiles.computeIfAbsent(
          canonical,
          each -> Optional.ofNullable(definitions.fetchResource(StructureDefinition.class, each)));
    }
    return profiles;
  }

  List<ValidationMessage> validate(
      WireFormat format, String document, List<StructureDefinition> profiles) {
    InstanceValidator ready = idle.poll();
    InstanceValidator validator = ready == null ? create() : ready;
    List<ValidationMessage> messages = new ArrayList<>();
    validator.validate(
        null,
        messages,
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
        format == WireFormat.JSON ? FhirFormat.JSON : FhirFormat.XML,
        new ArrayList<>(profiles));
    // One that failed is not used again; one too many is dropped.
    idle.offer(validator);
    return messages;
  }

  private InstanceValidator create() {
    InstanceValidator validator =
        new InstanceValidator(
            definitions,
            new FhirInstanceValidator.NullEvaluationContext(),
            XVerExtensionManagerFactory.createExtensionManager(definitions),
            new ValidatorSession(),
            new ValidatorSettings());
    validator.setPolicyAdvisor(new FhirDefaultPolicyAdvisor());
    validator.setResourceIdRule(IdStatus.OPTIONAL);
    validator.setAnyExtensionsAllowed(true);
    validator.setAllowExamples(true);
    validator.setAllowXsiLocation(true);
    validator.setAssumeValidRestReferences(true);
    validator.setErrorForUnknownProfiles(true);
    validator.setUnknownCodeSystemsCauseErrors(true);
    // Records of an EMR have no narrative, and need none.
    validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    return validator;
  }
}
