package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a centre does in whatever order: the ledger balances to the cent and agrees with what
 * the answers said.
 */
class RandomDaysTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private enum Act {
    REGISTER,
    DIAGNOSE,
    DETAILS,
    QUOTE,
    SETTLE,
    CANCEL,
    WITHDRAW,
    UNREGISTER,
    REVERSE_SETTLE,
    REVERSE_CANCEL
  }

  /** What the centre believes of a visit. */
  private static final class Believed {
    String visit;
    boolean diagnosed;
    BigDecimal total = new BigDecimal("0.00");
    String settlement;
    String settledBy;
    String cancelledBy;
    boolean cancelled;
    boolean linesChanged;
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void theLedgerBalancesToTheCent(@ForAll("days") List<Integer> day) throws IOException {
    try (InsurancePlatform platform = InsurancePlatform.start()) {
      platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300"));
      Centre centre = new Centre(platform, HTTP, "H42130000001", "421300").signIn();
      List<Believed> visits = List.of(new Believed(), new Believed(), new Believed());
      Map<String, BigDecimal> booked = new LinkedHashMap<>();
      int step = 0;
      for (int number : day) {
        step++;
        int which = number % visits.size();
        Act act = Act.values()[number / visits.size() % Act.values().length];
        act(centre, visits.get(which), act, step, booked);
        Judge judge = platform.judge();
        assertThat(judge.balances()).as(act + " at " + step).isTrue();
        assertThat(judge.doubles()).isEmpty();
        assertThat(judge.lost(booked.keySet())).isEmpty();
        assertThat(judge.missing(booked.keySet())).isEmpty();
        assertThat(judge.differing(booked)).isEmpty();
      }
      BigDecimal funds = booked.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(platform.judge().totals("H42130000001", platform.today(), platform.today()).fund())
          .isEqualByComparingTo(funds);
    }
  }

  private static void act(
      Centre centre, Believed on, Act act, int step, Map<String, BigDecimal> booked)
      throws IOException {
    boolean stands = on.settlement != null && !on.cancelled;
    switch (act) {
      case REGISTER -> {
        if (on.visit == null) {
          on.visit = centre.register(P, CARD, "M" + step);
        }
      }
      case DIAGNOSE -> {
        if (on.visit != null) {
          centre.ok("2203A", Centre.diagnosis(on.visit, P));
          on.diagnosed = true;
        }
      }
      case DETAILS -> {
        if (on.diagnosed && !stands) {
          String price = step % 40 + ".35";
          centre.ok("2204", Centre.lines(on.visit, P, "b", "s" + step, price));
          on.total = on.total.add(new BigDecimal(price));
          on.linesChanged = true;
        }
      }
      case QUOTE -> {
        if (on.diagnosed) {
          centre.ok("2206", bill(on));
        }
      }
      case SETTLE -> {
        if (on.total.signum() > 0 && !stands) {
          JsonNode head = centre.ok("2207", bill(on)).path("setlinfo");
          on.settlement = head.path("setl_id").asText();
          on.settledBy = head.path("medins_setl_id").asText();
          on.cancelled = false;
          on.linesChanged = false;
          on.cancelledBy = null;
          booked.put(on.settledBy, head.path("fund_pay_sumamt").decimalValue());
        } else if (on.visit != null && on.total.signum() == 0) {
          centre.refused("2207", bill(on));
        }
      }
      case CANCEL -> {
        if (stands) {
          on.cancelledBy =
              centre
                  .ok("2208", Centre.cancel(on.settlement, on.visit, P))
                  .at("/setlinfo/medins_setl_id")
                  .asText();
          on.cancelled = true;
          booked.remove(on.settledBy);
        } else if (on.settlement != null) {
          centre.refused("2208", Centre.cancel(on.settlement, on.visit, P));
        }
      }
      case WITHDRAW -> {
        ObjectNode all =
            Centre.object(
                "data",
                Map.of("mdtrt_id", String.valueOf(on.visit), "chrg_bchno", "0000", "psn_no", P));
        if (on.total.signum() > 0 && !stands) {
          centre.ok("2205", all);
          on.total = new BigDecimal("0.00");
          on.linesChanged = true;
        } else {
          centre.refused("2205", all);
        }
      }
      case UNREGISTER -> {
        ObjectNode input =
            Centre.object(
                "data",
                Map.of("mdtrt_id", String.valueOf(on.visit), "psn_no", P, "ipt_otp_no", "M"));
        if (on.visit != null && on.total.signum() == 0 && !stands) {
          centre.ok("2202", input);
          on.visit = null;
          on.diagnosed = false;
          on.settlement = null;
        } else {
          centre.refused("2202", input);
        }
      }
      case REVERSE_SETTLE -> {
        if (stands) {
          centre.ok("2601", Centre.reversal(P, on.settledBy, "2207"));
          booked.remove(on.settledBy);
          on.settlement = null;
        }
      }
      case REVERSE_CANCEL -> {
        if (on.settlement != null && on.cancelled && !on.linesChanged) {
          centre.ok("2601", Centre.reversal(P, on.cancelledBy, "2208"));
          JsonNode found =
              centre
                  .ok(
                      "5203",
                      Centre.object(
                          "data",
                          Map.of("psn_no", P, "setl_id", on.settlement, "mdtrt_id", on.visit)))
                  .path("setlinfo");
          on.cancelled = false;
          on.cancelledBy = null;
          booked.put(on.settledBy, found.get(0).path("fund_pay_sumamt").decimalValue());
        }
      }
    }
  }

  private static ObjectNode bill(Believed on) {
    return Centre.bill(on.visit, P, CARD, "b", on.total.toPlainString());
  }

  @Provide
  Arbitrary<List<Integer>> days() {
    Arbitrary<Integer> any = Arbitraries.integers().between(0, 29);
    // Every visit gets as far as its details: what follows is the interesting part.
    List<Integer> first = new ArrayList<>();
    for (int act = 0; act < 3; act++) {
      for (int visit = 0; visit < 3; visit++) {
        first.add(act * 3 + visit);
      }
    }
    return any.list()
        .ofMinSize(5)
        .ofMaxSize(40)
        .map(
            rest -> {
              List<Integer> all = new ArrayList<>(first);
              all.addAll(rest);
              return all;
            });
  }
}
