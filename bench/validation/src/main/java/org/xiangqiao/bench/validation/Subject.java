package org.xiangqiao.bench.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.IdStatus;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerFactory;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.Finding;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** A validator in the race. */
@FunctionalInterface
interface Subject {

  /** Number of errors in the resource. */
  long errors(String json);

  static CompiledValidator validator(FhirContext context, List<Resource> shipped) {
    return validator(new PublishedDefinitions(context), shipped);
  }

  static CompiledValidator validator(PublishedDefinitions published, List<Resource> shipped) {
    FhirContext context = published.getFhirContext();
    MemoryDefinitions definitions = new MemoryDefinitions(context, published, shipped);
    return new CompiledValidator(
        context, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary());
  }

  static Subject compiled(CompiledValidator validator) {
    return json -> validator.validate(json).stream().filter(Finding::error).count();
  }

  /** HL7's validator, one instance for all calls: the table of OIDs is read once. */
  static Subject cured(FhirContext context, List<Resource> shipped) {
    WorkerContextValidationSupportAdapter definitions =
        new WorkerContextValidationSupportAdapter(chain(context, shipped));
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
    validator.setAssumeValidRestReferences(true);
    validator.setErrorForUnknownProfiles(true);
    validator.setUnknownCodeSystemsCauseErrors(true);
    validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    return json -> {
      List<ValidationMessage> messages = new ArrayList<>();
      validator.validate(
          null,
          messages,
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
          FhirFormat.JSON,
          new ArrayList<>());
      return messages.stream().filter(message -> message.getLevel().isError()).count();
    };
  }

  /** HAPI's own wrapper of it, which makes an instance for each call. */
  static Subject stock(FhirContext context, List<Resource> shipped) {
    FhirInstanceValidator module = new FhirInstanceValidator(chain(context, shipped));
    module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    module.setAssumeValidRestReferences(true);
    FhirValidator validator = context.newValidator().registerValidatorModule(module);
    return json ->
        validator.validateWithResult(json).getMessages().stream()
            .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
            .count();
  }

  private static ValidationSupportChain chain(FhirContext context, List<Resource> shipped) {
    PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
    shipped.forEach(own::addResource);
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    return new ValidationSupportChain(
        own,
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context),
        unknown);
  }
}
