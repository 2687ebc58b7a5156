package org.xiangqiao.integration.insurance.eligibility;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest.EligibilityRequestPurpose;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.check.FieldFinding;
import org.xiangqiao.mappings.insurance.fhir.BenefitMessages;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.VisitMessages;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** Reads a CoverageEligibilityRequest; what lacks something is refused before anything is sent. */
final class QuestionReader {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String REQUEST = "CoverageEligibilityRequest.";

  private final FhirStore store;
  private final FhirContext fhir;
  private final Function<Integer, List<String>> institutions;
  private final Function<String, FieldCheck> checks;
  private final Clock clock;

  /**
   * @param institutions that a county has here
   * @param checks of an institution's province
   */
  QuestionReader(
      FhirStore store,
      FhirContext fhir,
      Function<Integer, List<String>> institutions,
      Function<String, FieldCheck> checks,
      Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.institutions = institutions;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * @throws DeskException naming the element that lacks something
   */
  Question read(
      Caller caller, CoverageEligibilityRequest request, Credential credential, Counter counter) {
    require(request.hasStatus(), REQUEST + "status");
    require(request.hasPurpose(), REQUEST + "purpose");
    require(request.hasCreated(), REQUEST + "created");
    require(request.hasInsurer(), REQUEST + "insurer");
    require(credential != null, "Parameters.parameter.where(name='credential')");
    if (request.hasPurpose(EligibilityRequestPurpose.AUTHREQUIREMENTS)) {
      throw new DeskException(Reason.OTHER_PURPOSE, REQUEST + "purpose");
    }
    boolean benefits = request.hasPurpose(EligibilityRequestPurpose.BENEFITS);
    require(!benefits || BenefitMessages.medicalType(request) != null, REQUEST + "item.category");
    Question question =
        new Question(
            request,
            patient(caller, request),
            institution(caller, request),
            begin(request),
            benefits,
            credential,
            counter);
    check(question);
    return question;
  }

  private Patient patient(Caller caller, CoverageEligibilityRequest request) {
    String place = REQUEST + "patient";
    require("Patient".equals(request.getPatient().getReferenceElement().getResourceType()), place);
    return store
        .read(caller, "Patient", request.getPatient().getReferenceElement().getIdPart())
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(Patient.class, found.json()))
        .orElseThrow(() -> new DeskException(Reason.INCOMPLETE, place, place));
  }

  /** The request's provider, by its number with the platform; or the only one that there is. */
  private String institution(Caller caller, CoverageEligibilityRequest request) {
    List<String> known = institutions.apply(caller.tenantId());
    String named = request.getProvider().getIdentifier().getValue();
    if (named == null && known.size() == 1) {
      return known.get(0);
    }
    if (named == null || !known.contains(named)) {
      throw new DeskException(Reason.INSTITUTION, REQUEST + "provider.identifier");
    }
    return named;
  }

  /** Of the service; today when the request does not say. */
  private DateTimeType begin(CoverageEligibilityRequest request) {
    if (request.getServiced() instanceof DateType day && day.hasValue()) {
      return new DateTimeType(day.getValueAsString());
    }
    if (request.hasServicedPeriod() && request.getServicedPeriod().hasStart()) {
      return request.getServicedPeriod().getStartElement();
    }
    return new DateTimeType(LocalDate.now(clock.withZone(CHINA)).toString());
  }

  /** What of 1101 the platform would refuse; the first that is found. */
  private void check(Question question) {
    checks
        .apply(question.institution())
        .check(
            "1101",
            new VisitMessages().person(question.credential(), question.patient(), question.begin()))
        .stream()
        .filter(FieldFinding::refuses)
        .map(finding -> finding.element() == null ? "1101" : finding.element())
        .findFirst()
        .ifPresent(
            place -> {
              throw new DeskException(Reason.INCOMPLETE, place, place);
            });
  }

  private static void require(boolean there, String place) {
    if (!there) {
      throw new DeskException(Reason.INCOMPLETE, place, place);
    }
  }
}
