package org.xiangqiao.mappings.insurance.amount;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.AmountRules;
import org.xiangqiao.mappings.insurance.profile.AmountRules.MutualAid;

class AmountIdentitiesTest {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final AmountIdentities usual = new AmountIdentities(AmountRules.USUAL);

  @Property(tries = 300)
  void sumsThatAddUpAreNoDispute(
      @ForAll @IntRange(max = 100_000) int own,
      @ForAll @IntRange(max = 100_000) int scope,
      @ForAll @IntRange(max = 100) int share,
      @ForAll @IntRange(max = 50) int account) {
    assertThat(usual.ofSettlement(settlement(own, scope, share, account, 0), cents(own + scope)))
        .isEmpty();
  }

  @Property(tries = 300)
  void moneyThatIsMissingIsADispute(
      @ForAll @IntRange(min = 10, max = 100_000) int scope,
      @ForAll @IntRange(min = 2, max = 500) int missing) {
    assertThat(usual.ofSettlement(settlement(0, scope, 50, 0, missing), cents(scope)))
        .extracting(Dispute::identity)
        .contains("person");
  }

  @Test
  void realAnswersAddUp() {
    Row ownExpense =
        Row.builder()
            .put("medfee_sumamt", "1200.00")
            .put("fulamt_ownpay_amt", "1200.00")
            .put("inscp_scp_amt", "0")
            .put("fund_pay_sumamt", "0.00")
            .put("psn_part_amt", "1200.00")
            .put("psn_cash_pay", "1200.00")
            .build();
    Row registration =
        Row.builder()
            .put("medfee_sumamt", new BigDecimal("9"))
            .put("fulamt_ownpay_amt", "0")
            .put("inscp_scp_amt", "9.00")
            .build();

    assertThat(usual.ofSettlement(Payload.of("setlinfo", ownExpense), null)).isEmpty();
    assertThat(usual.ofSettlement(Payload.of("setlinfo", registration), null)).isEmpty();
  }

  @Test
  void whetherTheAccountIsAFundIsASwitch() {
    Row head =
        Row.builder()
            .put("medfee_sumamt", "100")
            .put("hifp_pay", "50")
            .put("acct_pay", "20")
            .put("fund_pay_sumamt", "70")
            .put("psn_part_amt", "50")
            .put("psn_cash_pay", "30")
            .build();
    AmountIdentities within = new AmountIdentities(new AmountRules(true, MutualAid.EITHER, CENT));

    assertThat(within.ofSettlement(Payload.of("setlinfo", head), null)).isEmpty();
    assertThat(usual.ofSettlement(Payload.of("setlinfo", head), null))
        .extracting(Dispute::identity)
        .containsExactly("funds", "person");
  }

  @Test
  void aRelativesAccountIsTakenEitherWayUnlessItIsKnown() {
    Row within = person("30", "10", "20");
    Row beside = person("20", "10", "20");

    assertThat(usual.ofSettlement(Payload.of("setlinfo", within), null)).isEmpty();
    assertThat(usual.ofSettlement(Payload.of("setlinfo", beside), null)).isEmpty();
    assertThat(
            new AmountIdentities(new AmountRules(false, MutualAid.BESIDE, CENT))
                .ofSettlement(Payload.of("setlinfo", within), null))
        .extracting(Dispute::identity)
        .containsExactly("person-parts");
  }

  @Test
  void anAmountThatCannotBeReadIsADispute() {
    Row head = Row.builder().put("medfee_sumamt", "1.2.3").put("psn_part_amt", "1").build();

    assertThat(usual.ofSettlement(Payload.of("setlinfo", head), CENT))
        .containsExactly(new Dispute("unreadable", "medfee_sumamt", null, null));
  }

  @Test
  void cashThatCannotBeReadIsADisputeInEitherSpelling() {
    for (String key : List.of("psn_cash_pay", "pdn_cash_pay")) {
      Row head = Row.builder().put("psn_part_amt", "1").put(key, "some").build();

      assertThat(usual.ofSettlement(Payload.of("setlinfo", head), null))
          .containsExactly(new Dispute("unreadable", key, null, null));
    }
  }

  @Test
  void aTotalBeyondAllAmountsIsADispute() {
    Row head = Row.builder().put("medfee_sumamt", "1").build();
    List<Dispute> disputes =
        usual.ofSettlement(Payload.of("setlinfo", head), new BigDecimal("1e999999999"));

    assertThat(disputes)
        .containsExactly(new Dispute("total", "medfee_sumamt", BigDecimal.ONE, null));
    assertThat(disputes.get(0).problem().text(Locale.CHINESE)).contains("?");
  }

  @Test
  void linesAddUpEach() {
    Row good = line("12.00", "2.00", "10.00");
    Row bad = line("12.00", "2.00", "9.00");

    assertThat(usual.ofLines(List.of(good, bad)))
        .containsExactly(
            new Dispute(
                "line", "det_item_fee_sumamt", new BigDecimal("12.00"), new BigDecimal("11.00")));
  }

  @Test
  void everyDisputeIsSaidInBothLanguages() {
    for (String identity :
        List.of(
            "total",
            "head",
            "line",
            "funds",
            "fund-details",
            "person",
            "person-parts",
            "unreadable")) {
      Dispute dispute = new Dispute(identity, "medfee_sumamt", CENT, BigDecimal.ONE);
      assertThat(dispute.problem().text(Locale.CHINESE)).doesNotContain("insurance.amount");
      assertThat(dispute.problem().remedy(Locale.CHINESE)).doesNotContain("insurance.amount");
      assertThat(dispute.problem().text(Locale.ENGLISH)).doesNotContain("insurance.amount");
      assertThat(dispute.problem().remedy(Locale.ENGLISH)).doesNotContain("insurance.amount");
    }
  }

  private static Row line(String total, String own, String scope) {
    return Row.builder()
        .put("det_item_fee_sumamt", total)
        .put("fulamt_ownpay_amt", own)
        .put("inscp_scp_amt", scope)
        .build();
  }

  private static Row person(String account, String mutual, String cash) {
    return Row.builder()
        .put("medfee_sumamt", "50")
        .put("psn_part_amt", "50")
        .put("acct_pay", account)
        .put("acct_mulaid_pay", mutual)
        .put("psn_cash_pay", cash)
        .build();
  }

  private static Payload settlement(int own, int scope, int share, int account, int missing) {
    int fund = scope * share / 100;
    int person = own + scope - fund - missing;
    int fromAccount = Math.min(account, person);
    Row head =
        Row.builder()
            .put("medfee_sumamt", cents(own + scope))
            .put("fulamt_ownpay_amt", cents(own))
            .put("inscp_scp_amt", cents(scope))
            .put("hifp_pay", cents(fund))
            .put("fund_pay_sumamt", cents(fund))
            .put("psn_part_amt", cents(person))
            .put("acct_pay", cents(fromAccount))
            .put("psn_cash_pay", cents(person - fromAccount))
            .build();
    Row detail = Row.builder().put("fund_payamt", cents(fund)).build();
    return Payload.of("setlinfo", head).and("setldetail", List.of(detail));
  }

  private static BigDecimal cents(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
