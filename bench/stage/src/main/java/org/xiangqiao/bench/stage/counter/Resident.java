package org.xiangqiao.bench.stage.counter;

import java.time.LocalDate;
import org.xiangqiao.simulators.emr.IdentityNumber;
import org.xiangqiao.simulators.insurance.InsuredPerson;

/** What an EMR sends for one insured resident who comes once, or stays once. */
public final class Resident {

  public static final String CENTRE = "H99010100001";
  public static final String DISTRICT = "990101";
  private static final String SID = "https://fhir.xiangqiao.org/sid/insurance-";
  private static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-";
  private static final String DEFINITIONS = "https://fhir.xiangqiao.org/StructureDefinition/";

  public final InsuredPerson person;
  public final boolean stay;
  public final String visitNumber;
  private final String id;
  private final String card;

  public Resident(int number, boolean stay) {
    this.stay = stay;
    id = "r" + number;
    card = IdentityNumber.of(LocalDate.of(1970, 1, 1).plusDays(number / 400), true, number % 400);
    person = InsuredPerson.resident("P99" + number, card, "测试居民", DISTRICT);
    visitNumber = (stay ? "ZY" : "MZ") + number;
  }

  public String encounter() {
    return "Encounter/" + id;
  }

  /** Entries of a transaction that stores the resident, the insurance and the visit. */
  public String entries() {
    return put(
            "Patient",
            """
            "gender":"female","birthDate":"1970-01-01","name":[{"family":"测试","given":["居民"]}]""")
        + ","
        + put(
            "Coverage",
            """
            "status":"active","subscriberId":"%s",
             "type":{"coding":[{"system":"%sinsutype","code":"390"}]},
             "beneficiary":{"reference":"Patient/%s"},
             "payor":[{"identifier":{"system":"%sdistrict","value":"%s"}}]"""
                .formatted(person.number(), CODES, id, SID, DISTRICT))
        + ","
        + put(
            "Condition",
            """
            "subject":{"reference":"Patient/%s"},
             "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"J18.900",
               "display":"肺炎"}]}"""
                .formatted(id))
        + ","
        + put("Encounter", stay ? stay() : visit());
  }

  private String put(String type, String elements) {
    return """
        {"resource":{"resourceType":"%1$s","id":"%2$s",%3$s},
         "request":{"method":"PUT","url":"%1$s/%2$s"}}"""
        .formatted(type, id, elements);
  }

  private String visit() {
    return """
        "status":"in-progress",
        "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
        "identifier":[{"system":"urn:oid:2.16.156.10011.1.11","value":"%1$s"}],
        "subject":{"reference":"Patient/%2$s"},"period":{"start":"2026-06-01T09:00:00+08:00"},
        "participant":[{"individual":{
          "identifier":{"system":"%3$sstaff","value":"D990101000123"},"display":"李医生"}}],
        "serviceType":{"coding":[{"system":"%3$sdepartment","code":"A02","display":"全科"},
          {"system":"%4$scaty","code":"A02"}],"text":"全科"},
        "serviceProvider":{"identifier":{"system":"%3$sinstitution","value":"%5$s"}}"""
        .formatted(visitNumber, id, SID, CODES, CENTRE);
  }

  private String stay() {
    return """
        "status":"finished",
        "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
        "identifier":[{"system":"urn:oid:2.16.156.10011.1.12","value":"%1$s"}],
        "type":[{"coding":[{"system":"%4$smed-type","code":"21"}]}],
        "subject":{"reference":"Patient/%2$s"},
        "period":{"start":"2026-06-01T09:00:00+08:00","end":"2026-06-05T10:00:00+08:00"},
        "participant":[{"individual":{
          "identifier":{"system":"%3$sstaff","value":"D990101000123"},"display":"李医生"}}],
        "serviceType":{"coding":[{"system":"%3$sdepartment","code":"A03","display":"内科病房"}]},
        "diagnosis":[{"condition":{"reference":"Condition/%2$s"},"rank":1,
          "use":{"coding":[{"system":"%4$sdiag-type","code":"1"}]}}],
        "hospitalization":{"dischargeDisposition":{"coding":[
          {"system":"%4$sdscg-way","code":"1"}]}},
        "location":[{"location":{"display":"3床"}}],
        "serviceProvider":{"identifier":{"system":"%3$sinstitution","value":"%5$s"}}"""
        .formatted(visitNumber, id, SID, CODES, CENTRE);
  }

  /**
   * Its lines have the same numbers in each claim of the resident, and the same batch: two that are
   * settled at once are one bill settled twice.
   *
   * @param lines each of 30.00 yuan
   */
  public String claim(String identifier, int lines) {
    StringBuilder items = new StringBuilder();
    for (int line = 1; line <= lines; line++) {
      items.append(line == 1 ? "" : ",").append(line(line));
    }
    String more = stay ? "," + supporting(9, "mid_setl_flag", "0") : "";
    String batch =
        stay
            ? ""
            : """
              "extension":[{"url":"%scharge-batch","valueString":"B%s"}],"""
                .formatted(DEFINITIONS, id);
    return """
        {"resourceType":"Claim","status":"active","use":"claim",%12$s
         "identifier":[{"system":"urn:emr:claim","value":"%1$s"}],
         "type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/claim-type",
           "code":"%10$s"}]},
         "subType":{"coding":[{"system":"%3$smed-type","code":"%11$s"}]},
         "patient":{"reference":"Patient/%4$s"},"created":"2026-06-01T09:30:00+08:00",
         "provider":{"identifier":{"system":"%2$sinstitution","value":"%5$s"}},
         "priority":{"coding":[{"code":"normal",
           "system":"http://terminology.hl7.org/CodeSystem/processpriority"}]},
         "insurance":[{"sequence":1,"focal":true,"coverage":{"reference":"Coverage/%4$s"}}],
         "supportingInfo":[%6$s%7$s],
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
         "item":[%8$s],"total":{"value":%9$d.00,"currency":"CNY"}}"""
        .formatted(
            identifier,
            SID,
            CODES,
            id,
            CENTRE,
            supporting(1, "psn_setlway", "01")
                + ","
                + supporting(2, "acct_used_flag", "0")
                + ","
                + supporting(3, "main_cond_dscr", "咳嗽"),
            more,
            items,
            30 * lines,
            stay ? "institutional" : "professional",
            stay ? "21" : "11",
            batch);
  }

  /**
   * A bill that takes the place of one that is settled, in a batch of its own.
   *
   * @param former reference to the Claim whose settlement is taken back
   */
  public String claimInsteadOf(String former, String identifier, int lines) {
    String batch = "\"valueString\":\"B" + id;
    return claim(identifier, lines)
        .replace(batch, batch + "-2")
        .replace(
            "\"use\":\"claim\",",
            "\"use\":\"claim\",\"related\":[{\"claim\":{\"reference\":\"" + former + "\"}}],");
  }

  private static String supporting(int sequence, String key, String code) {
    return """
        {"sequence":%d,"category":{"coding":[{"system":"%sfield","code":"%s"}]},
         "code":{"coding":[{"code":"%s"}]}}"""
        .formatted(sequence, SID, key, code);
  }

  private String line(int sequence) {
    return """
        {"sequence":%1$d,"extension":[
           {"url":"%7$sfee-line-number","valueString":"L%2$s-%1$d"},
           {"url":"%7$scharged-at","valueDateTime":"2026-06-01T09:2%1$d:00+08:00"}],
         "productOrService":{"coding":[
           {"system":"%3$sitem","code":"XJ01CAA040E00101080%1$d"},
           {"system":"urn:emr:item","code":"local%1$d"}]},
         "modifier":[{"coding":[{"system":"%4$srx-circ-flag","code":"0"}]},
           {"coding":[{"system":"%4$shosp-appr-flag","code":"1"}]}],
         "quantity":{"value":3},"unitPrice":{"value":10.00,"currency":"CNY"},
         "net":{"value":30.00,"currency":"CNY"},
         "encounter":[{"reference":"%5$s"}]}%6$s"""
        .formatted(sequence, id, SID, CODES, encounter(), "", DEFINITIONS);
  }

  public String handedIn(String claim) {
    return shown("{\"name\":\"resource\",\"resource\":" + claim + "}");
  }

  public String registration() {
    return shown(
        "{\"name\":\"coverage\",\"valueReference\":{\"reference\":\"Coverage/" + id + "\"}}");
  }

  private String shown(String first) {
    return counter(
        first
            + """
            ,{"name":"credentialType","valueCode":"02"},
            {"name":"credential","valueString":"%s"}"""
                .formatted(card));
  }

  public static String counter(String first) {
    return """
        {"resourceType":"Parameters","parameter":[%s,
         {"name":"operator","valueString":"7"},{"name":"operatorName","valueString":"收费员"},
         {"name":"mac","valueString":"00-11-22-33-44-55"},{"name":"ip","valueString":"10.0.0.7"}]}"""
        .formatted(first);
  }
}
