package org.xiangqiao.suites.insurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.simulators.insurance.Judge;
import org.xiangqiao.simulators.insurance.Settlement;
import org.xiangqiao.suites.SuiteTable;

/** What the platform's ledger says of our books, and our books of each claim. */
final class Verdict {

  /** Ends of a claim besides a Task for a person. */
  private static final Set<String> ENDS =
      Set.of(
          "booked",
          "not-booked",
          "reversed",
          "refused",
          "needs-credential",
          "cancelled-not-resettled");

  /** A bill that its refund has not begun to settle is created. */
  private static final Set<String> WITH_TASK = Set.of("needs-person", "created");

  private final Judge judge;
  private final JdbcTemplate jdbc;

  Verdict(Judge judge, JdbcTemplate jdbc) {
    this.judge = judge;
    this.jdbc = jdbc;
  }

  /** Visits and stays, each of which has one bill at a time, with more settlements that stand. */
  List<String> twice() {
    List<String> twice = new ArrayList<>();
    judge.standing().stream()
        .collect(Collectors.groupingBy(Settlement::localNumber))
        .forEach(
            (visit, all) -> {
              if (all.size() > 1) {
                twice.add(visit);
              }
            });
    judge.doubles().forEach(group -> twice.add(group.get(0).localNumber()));
    return twice;
  }

  /** Messages of settlements that a person has to find out about; each has its Task. */
  Set<String> left() {
    return new HashSet<>(
        jdbc.queryForList(
            """
            select s.message_id from insurance_step s
              join insurance_case c using (tenant_id, case_id)
            where c.state = 'needs-person' and s.infno in ('2207', '2304')
            """,
            String.class));
  }

  private List<String> booked() {
    return jdbc.queryForList(
        """
        select b.message_id from insurance_booking b where not b.refund and not exists (
          select from insurance_booking r
          where r.tenant_id = b.tenant_id and r.settlement = b.settlement and r.refund)
        """,
        String.class);
  }

  List<String> lost() {
    Set<String> left = left();
    return judge.lost(booked()).stream()
        .map(Settlement::msgid)
        .filter(message -> !left.contains(message))
        .toList();
  }

  List<String> missing() {
    Set<String> left = left();
    return judge.missing(booked()).stream().filter(message -> !left.contains(message)).toList();
  }

  List<String> differing() {
    Map<String, BigDecimal> funds = new HashMap<>();
    jdbc.query(
        "select message_id, funds from insurance_booking where not refund",
        row -> {
          funds.put(row.getString(1), row.getBigDecimal(2));
        });
    return judge.differing(funds);
  }

  /** Sums of bill, funds, account and cash of what is booked here. */
  List<String> ourBook() {
    return jdbc.queryForObject(
        "select sum(total), sum(funds), sum(account), sum(cash) from insurance_booking",
        (row, number) ->
            List.of(
                plain(row.getBigDecimal(1)),
                plain(row.getBigDecimal(2)),
                plain(row.getBigDecimal(3)),
                plain(row.getBigDecimal(4))));
  }

  /** The same there, without what a person has to find out about. */
  List<String> theirBook() {
    Set<String> ours = new HashSet<>(booked());
    Set<String> left = left();
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal funds = BigDecimal.ZERO;
    BigDecimal account = BigDecimal.ZERO;
    BigDecimal cash = BigDecimal.ZERO;
    for (Settlement one : judge.standing()) {
      if (ours.contains(one.msgid()) || !left.contains(one.msgid())) {
        total = total.add(one.amounts().total());
        funds = funds.add(one.amounts().funded());
        account = account.add(one.amounts().account());
        cash = cash.add(one.amounts().cash());
      }
    }
    return List.of(plain(total), plain(funds), plain(account), plain(cash));
  }

  /** How many refunds in part came to which state. */
  Map<String, Long> refunds() {
    Map<String, Long> states = new TreeMap<>();
    jdbc.query(
        "select state, count(*) from insurance_refund group by 1",
        row -> {
          states.put(row.getString(1), row.getLong(2));
        });
    return states;
  }

  /** Claims of refunds in part that are not done and of which nobody is told. */
  List<String> refundsLeft() {
    return jdbc.queryForList(
        """
        select split_part(c.business_key, '|', 2) || ' ' || r.state from insurance_refund r
          join insurance_case c on c.tenant_id = r.tenant_id and c.case_id = r.new_case
        where r.state <> 'done' and c.state <> 'needs-person' and r.person_task is null
        """,
        String.class);
  }

  private static String plain(BigDecimal amount) {
    return (amount == null ? BigDecimal.ZERO : amount).setScale(2).toPlainString();
  }

  /** Each claim passes that has an end, or a Task. */
  SuiteTable table(Map<String, Integer> operations, long seed, int kills) {
    SuiteTable table =
        new SuiteTable(
            "insurance",
            "our lost-answer campaign: registrations, settlements, cancels and refunds at two"
                + " servers, with faults of the platform and SIGKILLs");
    Map<String, Integer> states = new HashMap<>();
    String tasks =
        String.join("\n", jdbc.queryForList("select body from resource_task", String.class));
    jdbc.query(
        """
        select split_part(business_key, '|', 2), state, open, resource_id from insurance_case
        where kind = 'claim'
        """,
        row -> {
          String state = row.getString(2);
          states.merge(state, 1, Integer::sum);
          if (!row.getBoolean(3)
              && (ENDS.contains(state)
                  || WITH_TASK.contains(state)
                      && tasks.contains("Claim/" + row.getString(4) + "\""))) {
            table.pass(row.getString(1));
          } else {
            table.fail(row.getString(1), state);
          }
        });
    table.figure("refundsInPart", refunds());
    table.figure("seed", seed);
    table.figure("operations", operations);
    table.figure("kills", kills);
    table.figure("settledTwice", twice().size());
    table.figure("lost", lost().size() + missing().size());
    table.figure("differing", differing().size());
    table.figure("leftToAPerson", states.getOrDefault("needs-person", 0));
    table.figure("states", new TreeMap<>(states));
    table.figure("balanced", judge.balances() && ourBook().equals(theirBook()));
    return table;
  }
}
