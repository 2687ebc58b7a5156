package org.xiangqiao.server.insurance;

import org.xiangqiao.server.security.SecuredServer;

/** What an EMR sends over HTTP for a resident in one of the beds. */
final class CounterStay {

  private static final String SID = "https://fhir.xiangqiao.org/sid/insurance-";
  private static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-";

  final CounterBill bill;
  final String encounter;

  CounterStay(SecuredServer server, String token, int sequence) {
    bill = new CounterBill(server, token, sequence);
    String condition =
        CounterBill.create(
            server,
            token,
            """
            {"resourceType":"Condition","subject":{"reference":"Patient/%s"},
             "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"J18.900",
               "display":"肺炎"}]}}"""
                .formatted(bill.patient));
    encounter =
        CounterBill.create(
            server,
            token,
            """
            {"resourceType":"Encounter","status":"finished",
             "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
             "identifier":[{"system":"urn:oid:2.16.156.10011.1.12","value":"ZY%1$s"}],
             "type":[{"coding":[{"system":"%4$smed-type","code":"21"}]}],
             "subject":{"reference":"Patient/%2$s"},
             "period":{"start":"2026-06-01T09:00:00+08:00","end":"2026-06-05T10:00:00+08:00"},
             "participant":[{"individual":{
               "identifier":{"system":"%3$sstaff","value":"D990101000123"},"display":"李医生"}}],
             "serviceType":{"coding":[
               {"system":"%3$sdepartment","code":"A03","display":"内科病房"}]},
             "diagnosis":[{"condition":{"reference":"Condition/%5$s"},"rank":1,
               "use":{"coding":[{"system":"%4$sdiag-type","code":"1"}]}}],
             "hospitalization":{"dischargeDisposition":{"coding":[
               {"system":"%4$sdscg-way","code":"1"}]}},
             "location":[{"location":{"display":"3床"}}],
             "serviceProvider":{"identifier":{"system":"%3$sinstitution","value":"%6$s"}}}"""
                .formatted(
                    bill.person.number(), bill.patient, SID, CODES, condition, CounterBill.CENTRE));
  }

  /**
   * Of two lines, whose numbers are the stay's.
   *
   * @param identifier of the claim
   */
  String claim(String identifier) {
    return bill.claim("S" + bill.person.number())
        .replace("\"value\":\"S" + bill.person.number() + "\"", "\"value\":\"" + identifier + "\"")
        .replace("Encounter/" + bill.encounter, "Encounter/" + encounter)
        .replace("\"code\":\"professional\"", "\"code\":\"institutional\"")
        .replace("med-type\",\"code\":\"11\"", "med-type\",\"code\":\"21\"")
        .replace(
            "\"supportingInfo\":[",
            """
            "supportingInfo":[{"sequence":9,"category":{"coding":[
              {"system":"%sfield","code":"mid_setl_flag"}]},"code":{"coding":[{"code":"0"}]}},"""
                .formatted(SID));
  }
}
