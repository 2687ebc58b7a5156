package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest.EligibilityRequestPurpose;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest.EligibilityRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.simulators.emr.IdentityNumber;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.terminology.NationalIdentifier;

/** A resident of whom a counter asks how he is insured. */
final class Eligible {

  static final String DISTRICT = "421381";

  final InsuredPerson insured;
  final String patientId;

  Eligible(InsuranceNode node, int sequence) {
    insured = insured(sequence, "测试居民");
    Patient patient = new Patient();
    patient.addName().setFamily("测试").addGiven("居民");
    patient
        .addIdentifier()
        .setSystem(NationalIdentifier.IDENTITY_CARD.system())
        .setValue(insured.certificate());
    patientId = node.create(patient);
  }

  static InsuredPerson insured(int sequence, String name) {
    return InsuredPerson.resident(
        "9901010000000" + sequence,
        IdentityNumber.of(LocalDate.of(1970, 1, 1), true, sequence),
        name,
        DISTRICT);
  }

  static Credential token(String token) {
    return new Credential("01", token, null);
  }

  CoverageEligibilityRequest request() {
    CoverageEligibilityRequest request = new CoverageEligibilityRequest();
    request.setStatus(EligibilityRequestStatus.ACTIVE);
    request.addPurpose(EligibilityRequestPurpose.DISCOVERY);
    request.setPatient(new Reference("Patient/" + patientId));
    request.setServiced(new DateType("2026-06-01"));
    request.setCreatedElement(new DateTimeType("2026-06-01T08:00:00+08:00"));
    request.setInsurer(new Reference().setIdentifier(district()));
    return request;
  }

  /**
   * @param medicalType {@code med_type}; null for none
   */
  CoverageEligibilityRequest benefits(String medicalType) {
    CoverageEligibilityRequest request = request();
    request.addPurpose(EligibilityRequestPurpose.BENEFITS);
    if (medicalType != null) {
      request.addItem().setCategory(concept(InsuranceSystems.dictionary("med_type"), medicalType));
    }
    return request;
  }

  /** As an EMR stores one by itself. */
  Coverage coverage() {
    Coverage coverage = new Coverage();
    coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
    coverage.setSubscriberId(insured.number());
    coverage.setBeneficiary(new Reference("Patient/" + patientId));
    coverage.setType(concept(InsuranceSystems.dictionary("insutype"), "390"));
    coverage.addPayor(new Reference().setIdentifier(district()));
    return coverage;
  }

  /** Those of the patient that are stored. */
  int count(InsuranceNode node, String type) {
    return node.store
        .search(
            InsuranceNode.EMR,
            new SearchRequest(
                type,
                Map.of("patient", List.of("Patient/" + patientId), "_count", List.of("100")),
                false))
        .matches()
        .size();
  }

  /** Tables of the whole database that hold the text anywhere. */
  List<String> tablesThatSay(InsuranceNode node, String text) {
    List<String> tables =
        node.jdbc.queryForList(
            "select quote_ident(table_schema) || '.' || quote_ident(table_name)"
                + " from information_schema.tables where table_type = 'BASE TABLE'"
                + " and table_schema not in ('pg_catalog', 'information_schema')",
            String.class);
    assertThat(tables).hasSizeGreaterThan(10);
    return tables.stream()
        .filter(
            table ->
                node.jdbc.queryForObject(
                    "select exists (select 1 from " + table + " t where t::text like ?)",
                    Boolean.class,
                    "%" + text + "%"))
        .toList();
  }

  /** Has a chronic disease filed (2503) at another counter. */
  static void file(InsurancePlatform platform, InsuredPerson person) throws Exception {
    String sign =
        call(
                platform,
                "9001",
                "",
                "{\"signIn\":{\"opter_no\":\"8\",\"mac\":\"00-00\",\"ip\":\"10.0.0.8\"}}")
            .at("/output/signinoutb/sign_no")
            .asText();
    JsonNode filed =
        call(
            platform,
            "2503",
            sign,
            """
            {"data":{"psn_no":"%s","insutype":"390","opsp_dise_code":"M03900",
             "opsp_dise_name":"高血压","begndate":"2026-01-01"}}"""
                .formatted(person.number()));
    assertThat(filed.path("infcode").asInt()).as(filed.toString()).isZero();
  }

  private static JsonNode call(InsurancePlatform platform, String infno, String sign, String input)
      throws IOException, InterruptedException {
    String body =
        """
        {"infno":"%s","msgid":"%s20260601080000%s","fixmedins_code":"%2$s","opter":"8",
         "insuplc_admdvs":"","sign_no":"%s","input":%s}"""
            .formatted(infno, InsuranceNode.CENTRE, infno, sign, input);
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(platform.oneAddress())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.ofByteArray())
                .body());
  }

  private static Identifier district() {
    return new Identifier().setSystem(InsuranceSystems.DISTRICT).setValue(DISTRICT);
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
