package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.named;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** Filings in advance, as a counter hands them in. */
@ExtendWith(CounterServer.Shared.class)
class FilingDoorTest {

  private static final String FIELD = "https://fhir.xiangqiao.org/sid/insurance-field";

  private final CounterServer counter;

  FilingDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private static ObjectNode filing(CounterBill bill, String identifier) {
    try {
      ObjectNode claim = (ObjectNode) new ObjectMapper().readTree(bill.claim(identifier));
      claim.put("use", "preauthorization");
      claim.remove(List.of("item", "total", "supportingInfo", "subType", "extension"));
      ObjectNode facility = claim.putObject("facility");
      facility
          .putObject("identifier")
          .put("system", "https://fhir.xiangqiao.org/sid/insurance-institution")
          .put("value", "H99010000002");
      facility.put("display", "青河县人民医院");
      claim.putObject("billablePeriod").put("start", "2026-06-01").put("end", "2026-12-31");
      return claim;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode info(ObjectNode claim, String key) {
    int sequence = claim.withArray("supportingInfo").size() + 1;
    ObjectNode info = claim.withArray("supportingInfo").addObject().put("sequence", sequence);
    info.putObject("category").putArray("coding").addObject().put("system", FIELD).put("code", key);
    return info;
  }

  private static void code(ObjectNode claim, String key, String code, String name) {
    info(claim, key)
        .putObject("code")
        .putArray("coding")
        .addObject()
        .put("code", code)
        .put("display", name);
  }

  private static String referral(CounterBill bill, String identifier) {
    ObjectNode claim = filing(bill, identifier);
    code(claim, "refl_type", "1", "转诊");
    info(claim, "refl_date").put("timingDate", "2026-06-01");
    info(claim, "refl_rea").put("valueString", "本院不具备进一步检查条件");
    info(claim, "refl_opnn").put("valueString", "同意转上级医院");
    code(claim, "mdtrtarea_admdvs", "990100", "青河县");
    return claim.toString();
  }

  static String disease(CounterBill bill, String identifier) {
    ObjectNode claim = filing(bill, identifier);
    code(claim, "opsp_dise_code", "M03900", "高血压病");
    info(claim, "hosp_ide_date").put("timingDate", "2026-05-30");
    return claim.toString();
  }

  private JsonNode cancelled(JsonNode filed) {
    Reply reply =
        counter.post(
            "/fhir/" + filed.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}"));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void aReferralAndAChronicDiseaseAreFiledWithTheirNumberAndCancelled() {
    CounterBill bill = counter.bill(521);
    for (String claim : new String[] {referral(bill, "R521"), disease(bill, "D521")}) {
      JsonNode filed = settled(counter.submit(bill, claim));
      assertThat(filed.get("use").asText()).isEqualTo("preauthorization");
      assertThat(filed.get("preAuthRef").asText()).isNotBlank();
      assertThat(filed.at("/preAuthPeriod/end").asText()).isEqualTo("2026-12-31");
      assertThat(settled(counter.submit(bill, claim)).at("/meta/versionId"))
          .isEqualTo(filed.at("/meta/versionId"));
      assertThat(cancelled(filed).get("status").asText()).isEqualTo("cancelled");
    }
    assertThat(counter.calls("2501")).isEqualTo(1);
    assertThat(counter.calls("2502")).isEqualTo(1);
    assertThat(counter.calls("2503")).isEqualTo(1);
    assertThat(counter.calls("2504")).isEqualTo(1);
  }

  @Test
  void whatIsNeitherIsRefused() {
    CounterBill bill = counter.bill(522);
    named(counter.submit(bill, filing(bill, "N522").toString()), "Claim.supportingInfo");
    Reply noRight =
        counter
            .server()
            .post(
                "/fhir/Claim/$submit",
                bill.handedIn(disease(bill, "D522")),
                counter.token("system/Claim.rs"));
    assertThat(noRight.status()).as(noRight.toString()).isEqualTo(403);
  }
}
