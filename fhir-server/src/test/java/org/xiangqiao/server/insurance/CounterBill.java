package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.simulators.emr.IdentityNumber;
import org.xiangqiao.simulators.insurance.InsuredPerson;

/** What an EMR sends over HTTP for one insured resident: the visit, and what it cost. */
final class CounterBill {

  static final String CENTRE = "H99010100001";
  static final List<String> CLINICS = List.of("V99010100011", "V99010100012", "V99010100013");
  static final String DISTRICT = "990101";
  private static final String SID = "https://fhir.xiangqiao.org/sid/insurance-";
  private static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-";

  final InsuredPerson person;
  final String encounter;
  final String coverage;
  final String patient;
  private final String number;
  private final String card;
  private final String institution;

  CounterBill(SecuredServer server, String token, int sequence) {
    this(server, token, sequence, CENTRE);
  }

  /**
   * @param institution where the visit is
   */
  CounterBill(SecuredServer server, String token, int sequence, String institution) {
    this.institution = institution;
    number = "P9900" + sequence;
    card = IdentityNumber.of(LocalDate.of(1970, 1, 1), true, sequence);
    person = InsuredPerson.resident(number, card, "测试居民", DISTRICT);
    patient =
        create(
            server,
            token,
            """
            {"resourceType":"Patient","gender":"female","birthDate":"1970-01-01",
             "name":[{"family":"测试","given":["居民"]}]}""");
    String centre =
        create(
            server,
            token,
            """
            {"resourceType":"Organization","name":"青石镇卫生院",
             "identifier":[{"system":"%sinstitution","value":"%s"}]}"""
                .formatted(SID, institution));
    String doctor =
        create(
            server,
            token,
            """
            {"resourceType":"Practitioner","name":[{"text":"李医生"}],
             "identifier":[{"system":"%sstaff","value":"D990101000123"}]}"""
                .formatted(SID));
    coverage =
        create(
            server,
            token,
            """
            {"resourceType":"Coverage","status":"active","subscriberId":"%s",
             "type":{"coding":[{"system":"%sinsutype","code":"390"}]},
             "beneficiary":{"reference":"Patient/%s"},
             "payor":[{"identifier":{"system":"%sdistrict","value":"%s"}}]}"""
                .formatted(number, CODES, patient, SID, DISTRICT));
    encounter =
        create(
            server,
            token,
            """
            {"resourceType":"Encounter","status":"in-progress",
             "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
             "identifier":[{"system":"urn:oid:2.16.156.10011.1.11","value":"MZ%1$s"}],
             "subject":{"reference":"Patient/%2$s"},
             "period":{"start":"2026-06-01T09:00:00+08:00"},
             "participant":[{"individual":{"reference":"Practitioner/%3$s",
               "identifier":{"system":"%5$sstaff","value":"D990101000123"},"display":"李医生"}}],
             "serviceType":{"coding":[
               {"system":"%5$sdepartment","code":"A02","display":"全科"},
               {"system":"%6$scaty","code":"A02"}],"text":"全科"},
             "serviceProvider":{"reference":"Organization/%4$s",
               "identifier":{"system":"%5$sinstitution","value":"%7$s"}}}"""
                .formatted(number, patient, doctor, centre, SID, CODES, institution));
  }

  static String create(SecuredServer server, String token, String resource) {
    String type = resource.replaceFirst("(?s).*?\"resourceType\":\"(\\w+)\".*", "$1");
    Reply created = server.post("/fhir/" + type, resource, token);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    return created.json().get("id").asText();
  }

  /** Of 3 pieces at 10.00 yuan and 2 at 20.00 yuan. */
  String claim(String identifier) {
    return """
        {"resourceType":"Claim","status":"active","use":"claim",
         "identifier":[{"system":"urn:emr:claim","value":"%1$s"}],
         "extension":[{"url":"https://fhir.xiangqiao.org/StructureDefinition/charge-batch",
           "valueString":"B%1$s"}],
         "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type",
           "code":"professional"}]},
         "subType":{"coding":[{"system":"%3$smed-type","code":"11"}]},
         "patient":{"reference":"Patient/%4$s"},"created":"2026-06-01T09:30:00+08:00",
         "provider":{"identifier":{"system":"%2$sinstitution","value":"%6$s"}},
         "priority":{"coding":[{"code":"normal",
           "system":"http://terminology.hl7.org/CodeSystem/processpriority"}]},
         "insurance":[{"sequence":1,"focal":true,"coverage":{"reference":"Coverage/%5$s"}}],
         "supportingInfo":[%7$s,%8$s,%9$s],
         "careTeam":[
           {"sequence":1,"provider":{"identifier":{"system":"%2$sstaff","value":"D990101000123"},
             "display":"李医生"},"role":{"coding":[{"code":"primary",
             "system":"http://terminology.hl7.org/CodeSystem/claimcareteamrole"}]}},
           {"sequence":2,"provider":{"identifier":{"system":"%2$sdepartment","value":"A02"},
             "display":"全科"},"role":{"coding":[{"code":"primary",
             "system":"http://terminology.hl7.org/CodeSystem/claimcareteamrole"}]}}],
         "diagnosis":[{"sequence":1,"diagnosisCodeableConcept":{"coding":[{
           "system":"http://hl7.org/fhir/sid/icd-10","code":"J06.900","display":"急性上呼吸道感染"}]},
           "type":[{"coding":[{"system":"%3$sdiag-type","code":"1"}]}]}],
         "item":[%10$s,%11$s],"total":{"value":70.00,"currency":"CNY"}}"""
        .formatted(
            identifier,
            SID,
            CODES,
            patient,
            coverage,
            institution,
            supporting(1, "psn_setlway", "01"),
            supporting(2, "acct_used_flag", "0"),
            supporting(3, "main_cond_dscr", "咳嗽"),
            line(identifier, 1, "10.00", 3, "30.00"),
            line(identifier, 2, "20.00", 2, "40.00"));
  }

  private static String supporting(int sequence, String key, String code) {
    return """
        {"sequence":%d,"category":{"coding":[{"system":"%sfield","code":"%s"}]},
         "code":{"coding":[{"code":"%s"}]}}"""
        .formatted(sequence, SID, key, code);
  }

  private String line(String bill, int sequence, String price, int count, String net) {
    return """
        {"sequence":%1$d,"extension":[
           {"url":"https://fhir.xiangqiao.org/StructureDefinition/fee-line-number",
            "valueString":"L%2$s-%1$d"},
           {"url":"https://fhir.xiangqiao.org/StructureDefinition/charged-at",
            "valueDateTime":"2026-06-01T09:20:00+08:00"}],
         "productOrService":{"coding":[
           {"system":"%3$sitem","code":"XJ01CAA040E00101080%1$d"},
           {"system":"urn:emr:item","code":"local%1$d"}]},
         "modifier":[{"coding":[{"system":"%4$srx-circ-flag","code":"0"}]},
           {"coding":[{"system":"%4$shosp-appr-flag","code":"1"}]}],
         "quantity":{"value":%5$d},"unitPrice":{"value":%6$s,"currency":"CNY"},
         "net":{"value":%7$s,"currency":"CNY"},
         "encounter":[{"reference":"Encounter/%8$s"}]}"""
        .formatted(sequence, bill, SID, CODES, count, price, net, encounter);
  }

  /** Parameters of a counter where the patient showed the identity card. */
  String shown(String first) {
    return counter(
        first
            + """
            ,{"name":"credentialType","valueCode":"02"},
            {"name":"credential","valueString":"%s"}"""
                .formatted(card));
  }

  static String counter(String first) {
    return """
        {"resourceType":"Parameters","parameter":[%s,
         {"name":"operator","valueString":"7"},{"name":"operatorName","valueString":"收费员"},
         {"name":"mac","valueString":"00-11-22-33-44-55"},{"name":"ip","valueString":"10.0.0.7"}]}"""
        .formatted(first);
  }

  String handedIn(String claim) {
    return shown("{\"name\":\"resource\",\"resource\":" + claim + "}");
  }

  String registration(String reference) {
    return shown("{\"name\":\"coverage\",\"valueReference\":{" + reference + "}}");
  }
}
