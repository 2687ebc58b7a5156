package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge sees what went wrong. */
class JudgeTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private InsurancePlatform platform;
  private Centre centre;

  @BeforeEach
  void open() {
    platform = InsurancePlatform.start();
    platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300"));
    centre = new Centre(platform, HTTP, "H42130000001", "421300").signIn();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void seesABillThatWasSettledTwice() {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    String first = settle(visit);
    assertThat(platform.judge().doubles()).isEmpty();
    String second = settle(visit);
    assertThat(platform.judge().doubles())
        .singleElement()
        .satisfies(
            same -> assertThat(same).extracting(Settlement::msgid).containsExactly(first, second));
    centre.ok("2601", Centre.reversal(P, second, "2207"));
    assertThat(platform.judge().doubles()).isEmpty();
  }

  @Test
  void seesABillThatWasRegisteredAndSettledAgain() {
    settle(centre.prepared(P, CARD, "M1", "60.00"));
    settle(centre.prepared(P, CARD, "M1", "60.00"));
    assertThat(platform.judge().doubles()).hasSize(1);
  }

  @Test
  void doesNotTakeTwoVisitsForOne() {
    settle(centre.prepared(P, CARD, "M1", "60.00"));
    settle(centre.prepared(P, CARD, "M2", "60.00"));
    assertThat(platform.judge().doubles()).isEmpty();
  }

  @Test
  void comparesWithTheBooksOfTheClient() {
    String known = settle(centre.prepared(P, CARD, "M1", "60.00"));
    String lost = settle(centre.prepared(P, CARD, "M2", "60.00"));
    Judge judge = platform.judge();
    assertThat(judge.lost(List.of(known))).extracting(Settlement::msgid).containsExactly(lost);
    assertThat(judge.missing(List.of(known, "dreamt"))).containsExactly("dreamt");
    assertThat(
            judge.differing(Map.of(known, new BigDecimal("30.0"), lost, new BigDecimal("29.99"))))
        .containsExactly(lost);
  }

  @Test
  void sumsUpADayOfOneInstitution() {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    String id =
        centre
            .ok("2207", Centre.bill(visit, P, CARD, "b", "60.00"))
            .at("/setlinfo/setl_id")
            .asText();
    Centre other = new Centre(platform, HTTP, "H42130000002", "421300").signIn();
    other.ok("2207", Centre.bill(other.prepared(P, CARD, "M1", "9.00"), P, CARD, "b", "9.00"));
    Totals totals = totals();
    assertThat(totals.count()).isEqualTo(1);
    assertThat(totals.total()).isEqualTo("60.00");
    assertThat(totals.fund()).isEqualTo("30.00");
    assertThat(totals.cash()).isEqualTo("30.00");
    centre.ok("2208", Centre.cancel(id, visit, P));
    assertThat(totals().count()).isEqualTo(2);
    assertThat(totals().total()).isEqualTo("0.00");
    assertThat(platform.judge().balances()).isTrue();
    assertThat(platform.judge().doubles()).isEmpty();
  }

  private Totals totals() {
    return platform.judge().totals("H42130000001", platform.today(), platform.today());
  }

  private String settle(String visit) {
    return centre
        .ok("2207", Centre.bill(visit, P, CARD, "b", "60.00"))
        .at("/setlinfo/medins_setl_id")
        .asText();
  }
}
