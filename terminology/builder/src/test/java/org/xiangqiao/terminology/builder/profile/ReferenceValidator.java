package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirDefaultPolicyAdvisor;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r5.elementmodel.Manager;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.formats.IParser.OutputStyle;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerFactory;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;

/**
 * HL7's validator over the package in memory. One instance for all calls: HAPI's wrapper makes a
 * new one for each, which reads a table of 14,000 OIDs each time.
 */
public final class ReferenceValidator {

  private final WorkerContextValidationSupportAdapter definitions;
  private final InstanceValidator validator;
  private final String digest;

  /**
   * @param digest of the content, by which what it says is told from what it says over other
   *     content
   */
  ReferenceValidator(FhirContext context, Collection<? extends Resource> content, String digest) {
    this.digest = digest;
    PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
    content.forEach(own::addResource);
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    definitions =
        new WorkerContextValidationSupportAdapter(
            new ValidationSupportChain(
                own,
                new BaseDefinitions(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context),
                unknown));
    validator =
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
    validator.setAssumeValidRestReferences(true);
    validator.setErrorForUnknownProfiles(true);
    validator.setUnknownCodeSystemsCauseErrors(true);
    validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
  }

  String definitions() {
    return digest;
  }

  /** With its snapshot, as it is used here. */
  StructureDefinition profile(String canonical) {
    return definitions.fetchResource(StructureDefinition.class, canonical);
  }

  /** Resources that are written as XML, with what R4 does not know left out. */
  public synchronized String json(byte[] xml) throws IOException {
    var read = Manager.parse(definitions, new ByteArrayInputStream(xml), FhirFormat.XML);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Manager.compose(
        definitions, read.get(0).getElement(), out, FhirFormat.JSON, OutputStyle.NORMAL, null);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Errors and worse. */
  List<ValidationMessage> errors(String json) {
    return errors(json, List.of());
  }

  List<ValidationMessage> errors(String json, List<String> profiles) {
    return all(json, profiles).stream().filter(message -> message.getLevel().isError()).toList();
  }

  List<ValidationMessage> all(String json) {
    return all(json, List.of());
  }

  synchronized List<ValidationMessage> all(String json, List<String> profiles) {
    List<ValidationMessage> messages = new ArrayList<>();
    validator.validate(
        null,
        messages,
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        FhirFormat.JSON,
        new ArrayList<>(profiles.stream().map(this::profile).toList()));
    return messages;
  }
}
