package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** A day reconciled by hand. */
@ExtendWith(CounterServer.Shared.class)
class ReconcileDoorTest {

  private final CounterServer counter;

  ReconcileDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private Reply reconcile(String institution, String day, String with) {
    return counter
        .server()
        .post(
            "/fhir/PaymentReconciliation/$insurance-reconcile",
            """
        {"resourceType":"Parameters","parameter":[
          {"name":"institution","valueString":"%s"},{"name":"day","valueDate":"%s"}]}"""
                .formatted(institution, day),
            with);
  }

  @Test
  void aDayIsReconciledByHand() {
    CounterBill bill = counter.bill(407);
    settled(counter.submit(bill, bill.claim("C407")));
    String day = counter.platform().today().toString();
    Reply done = reconcile(CounterBill.CENTRE, day, counter.token());
    assertThat(done.status()).as(done.toString()).isEqualTo(200);
    assertThat(done.json().at("/parameter/0/valueCode").asText()).isEqualTo("balanced");
    Reply report =
        counter
            .server()
            .get(
                "/fhir/" + done.json().at("/parameter/1/valueReference/reference").asText(),
                counter.token());
    assertThat(report.json().at("/outcome").asText()).isEqualTo("complete");
    assertThat(report.json().at("/detail/0/request/reference").asText()).startsWith("Claim/");

    refused(reconcile("H99010100009", day, counter.token()), 422, "insurance-institution");
    refused(
        reconcile(
            CounterBill.CENTRE, counter.platform().today().plusDays(1).toString(), counter.token()),
        422,
        "insurance-incomplete");
    assertThat(reconcile(CounterBill.CENTRE, day, counter.token("system/*.rs")).status())
        .isEqualTo(403);
  }
}
