package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.issue.TxMessages;

/**
 * {@code $validate-code} on code systems and on value sets (R4
 * valueset-operation-validate-code.html, codesystem-operation-validate-code.html).
 */
public final class ValidateOperation {

  private final TerminologySource source;

  public ValidateOperation(TerminologySource source) {
    this.source = source;
  }

  /**
   * @param acceptLanguage the request's header, or null
   * @throws TxException if it cannot be tried
   */
  public Parameters inValueSet(Parameters sent, String acceptLanguage) {
    TxParameters given = TxParameters.of(sent, acceptLanguage, true);
    ValueSet found = valueSet(sent, given);
    ListedExpansion listed = ListedExpansion.of(found);
    ValueSet valueSet = listed.valueSet();
    CodedValue coded =
        CodedValue.inValueSet(sent)
            .orElseThrow(
                () ->
                    new TxException(
                        422,
                        new TxIssue(
                            IssueSeverity.ERROR,
                            IssueType.INVALID,
                            null,
                            null,
                            TxMessages.text("NO_CODE"),
                            null)));
    TxParameters parameters = given.seeing(valueSet);
    TxContext context = new TxContext(listed.completing(source), parameters);
    context.supplements().require(valueSet);
    Inquiry inquiry = new Inquiry(context, parameters, ValidateSwitches.of(parameters.switches()));
    try {
      return run(inquiry, valueSet, true, coded);
    } catch (TxException why) {
      if (!why.isVerdict()) {
        throw why;
      }
      return ValidationResult.failed(why, withVersion(coded.first(), context), coded.whole());
    }
  }

  private static Coding withVersion(Coding coding, TxContext context) {
    if (coding.hasVersion() || !coding.hasSystem()) {
      return coding;
    }
    return context
        .codeSystem(coding.getSystem(), null)
        .map(each -> coding.copy().setVersion(each.about().getVersion()))
        .orElse(coding);
  }

  private Parameters run(Inquiry inquiry, ValueSet valueSet, boolean named, CodedValue coded) {
    Membership membership = Membership.of(inquiry, valueSet);
    inquiry.context().supplements().check();
    return new CodeValidation(inquiry, membership, named, coded.form()).validate(coded.concept());
  }

  private ValueSet valueSet(Parameters sent, TxParameters given) {
    for (Parameters.ParametersParameterComponent each : sent.getParameter()) {
      if ("valueSet".equals(each.getName()) && each.getResource() instanceof ValueSet valueSet) {
        return valueSet;
      }
    }
    String url = given.switches().text("url");
    if (url == null) {
      throw TxException.invalid(null, "NO_VALUE_SET", null);
    }
    Canonical asked = Canonical.of(url);
    String version = given.switches().text("valueSetVersion");
    String canonical = Canonical.text(asked.url(), version == null ? asked.version() : version);
    TxContext context = new TxContext(source, given);
    return context
        .valueSet(canonical)
        .orElseThrow(
            () -> TxException.notFound("Unable_to_resolve_value_Set_", context.pinned(canonical)));
  }

  /** Against a whole code system; one that was sent itself stands before all others. */
  public Parameters inCodeSystem(Parameters sent, String acceptLanguage) {
    TxParameters parameters = TxParameters.of(sent, acceptLanguage, true);
    Optional<CodeSystem> whole = SentCodeSystem.of(sent);
    TxContext context =
        new TxContext(
            whole.map(each -> SentCodeSystem.before(source, each)).orElse(source), parameters);
    CodedValue coded =
        CodedValue.inCodeSystem(sent, whole.map(CodeSystem::getUrl).orElse(null))
            .orElseThrow(
                () ->
                    new TxException(
                        400, TxIssue.error(IssueType.INVALID, null, "NO_CODE", null).withId(null)));
    Inquiry inquiry = new Inquiry(context, parameters, ValidateSwitches.of(parameters.switches()));
    try {
      CodeSystemContent system =
          whole.isPresent()
              ? known(context, whole.get().getUrl(), whole.get().getVersion(), coded)
              : codeSystem(context, parameters, coded);
      return run(inquiry, all(system.about()), false, coded);
    } catch (TxException why) {
      if (!why.isVerdict()) {
        throw why;
      }
      return ValidationResult.failed(why, coded.first(), coded.whole());
    }
  }

  private static CodeSystemContent codeSystem(
      TxContext context, TxParameters parameters, CodedValue coded) {
    String url = parameters.switches().text("url");
    String version = parameters.switches().text("version");
    if (url == null) {
      url = coded.first().getSystem();
      version = version == null ? coded.first().getVersion() : version;
    }
    if (url == null) {
      throw TxException.verdict(
          TxIssue.of(
              IssueSeverity.WARNING,
              IssueType.INVALID,
              coded.form().place(0),
              "Coding_has_no_system__cannot_validate",
              "invalid-data"),
          null);
    }
    return known(context, url, version, coded);
  }

  private static CodeSystemContent known(
      TxContext context, String url, String version, CodedValue coded) {
    return context
        .codeSystem(url, version)
        .orElseThrow(() -> new MissingSystem(context, coded.form().place(0)).because(url, version));
  }

  private static ValueSet all(CodeSystem system) {
    ValueSet all = new ValueSet();
    all.setStatus(PublicationStatus.ACTIVE);
    all.setUrl(system.hasValueSet() ? system.getValueSet() : system.getUrl() + "/vs");
    all.setVersion(system.getVersion());
    all.getCompose().addInclude().setSystem(system.getUrl()).setVersion(system.getVersion());
    return all;
  }
}
