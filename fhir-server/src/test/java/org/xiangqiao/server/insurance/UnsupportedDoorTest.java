package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.server.security.SecuredServer.Reply;

/**
 * What this version does not do, said before anything is sent. Accidents and newborns are in {@link
 * QuoteDoorTest}.
 */
@ExtendWith(CounterServer.Shared.class)
class UnsupportedDoorTest {

  private final CounterServer counter;

  UnsupportedDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private void notSupported(Reply reply, String place) {
    refused(reply, 422, "insurance-not-supported");
    assertThat(reply.json().at("/issue/0/expression/0").asText()).isEqualTo(place);
    assertThat(reply.body())
        .contains(
            "本版本不支持 " + place,
            "Not supported in this version: what " + place,
            "住院须整体结算且不跨年",
            "stays within one year, settled as a whole",
            "请到医保经办机构办理");
  }

  @Test
  void aStayThatIsSettledMidway() {
    CounterStay stay = counter.stay(731);
    int calls = counter.platform().calls().size();
    String midway =
        stay.claim("C731").replaceFirst("(mid_setl_flag.{0,40}\"code\":)\"0\"", "$1\"1\"");
    assertThat(midway).isNotEqualTo(stay.claim("C731"));
    notSupported(counter.submit(stay.bill, midway), "Claim.supportingInfo");
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  @Test
  void aStayAcrossTheTurnOfTheYearWhicheverWayItIsAskedFor() {
    CounterStay stay = counter.stay(732);
    String path = "/fhir/Encounter/" + stay.encounter;
    String body = counter.server().get(path, counter.token()).body();
    Reply changed =
        counter
            .server()
            .send(
                "PUT",
                path,
                body.replace("2026-06-01T09:00:00+08:00", "2025-12-30T09:00:00+08:00")
                    .replace("2026-06-05T10:00:00+08:00", "2026-01-02T10:00:00+08:00"),
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "application/fhir+json");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    int calls = counter.platform().calls().size();
    notSupported(counter.submit(stay.bill, stay.claim("C732")), "Encounter.period");
    notSupported(
        counter.submit(
            stay.bill,
            stay.claim("Q732").replace("\"use\":\"claim\"", "\"use\":\"predetermination\"")),
        "Encounter.period");
    assertThat(counter.platform().calls()).hasSize(calls);
  }

  /** Clearing applications (3203) and stock (3501 to 3507) have no operation. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/PaymentReconciliation/$insurance-clearing",
        "/fhir/$insurance-stock",
        "/fhir/SupplyDelivery/$insurance-stock"
      })
  void clearingAndStockAreToldToBeNoOperation(String path) {
    int calls = counter.platform().calls().size();
    Reply reply = counter.post(path, "{\"resourceType\":\"Parameters\"}");
    refused(reply, 404, "unknown-operation");
    String operation = path.substring(path.indexOf('$'));
    assertThat(reply.body())
        .contains("本服务器没有操作 " + operation, "The operation " + operation, "metadata");
    assertThat(counter.server().get("/fhir/metadata", counter.token()).body())
        .contains("insurance-reconcile")
        .doesNotContain(operation.substring(1));
    assertThat(counter.platform().calls()).hasSize(calls);
  }
}
