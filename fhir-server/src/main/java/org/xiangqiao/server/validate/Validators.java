package org.xiangqiao.server.validate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerFactory;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.xiangqiao.server.definition.DefinitionContext;
import org.xiangqiao.server.definition.DefinitionContext.Noted;
import org.xiangqiao.server.rest.answer.WireFormat;

/**
 * HL7's validators over one set of definitions. Each serves one call at a time and is used again:
 * HAPI's wrapper makes a new one for every call, which reads a table of 14,000 OIDs each time and
 * so spends three quarters of the call (docs/api/validate.md has the figures).
 */
final class Validators {

  private final DefinitionContext definitions;
  private final List<PostedDefinitions> posted;
  private final BlockingQueue<InstanceValidator> idle;

  /**
   * @param posted those among the definitions that lie in the store
   */
  Validators(DefinitionContext definitions, List<PostedDefinitions> posted, int kept) {
    this.definitions = definitions;
    this.posted = List.copyOf(posted);
    idle = new ArrayBlockingQueue<>(kept);
  }

  /**
   * @param canonicals profiles that it is held against beside those that it names itself
   */
  Verdict validate(WireFormat format, String document, List<String> canonicals) {
    posted.forEach(each -> each.loadProfiles(canonicals));
    List<String> unknown = new ArrayList<>();
    Noted<List<ValidationMessage>> noted =
        definitions.noting(
            () -> {
              List<StructureDefinition> profiles = new ArrayList<>();
              for (String each : new LinkedHashSet<>(canonicals)) {
                StructureDefinition profile =
                    definitions.fetchResource(StructureDefinition.class, each);
                if (profile == null) {
                  unknown.add(each);
                } else {
                  profiles.add(profile);
                }
              }
              return messages(format, document, profiles);
            });
    return new Verdict(unknown, noted.result(), noted.used());
  }

  private List<ValidationMessage> messages(
      WireFormat format, String document, List<StructureDefinition> profiles) {
    InstanceValidator ready = idle.poll();
    InstanceValidator validator = ready == null ? create() : ready;
    List<ValidationMessage> found = new ArrayList<>();
    validator.validate(
        null,
        found,
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
        format == WireFormat.JSON ? FhirFormat.JSON : FhirFormat.XML,
        profiles);
    // One that failed is not used again; one too many is dropped.
    idle.offer(validator);
    return found;
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
