package org.xiangqiao.integration.insurance.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.statement.StatementLine;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * Bookings of a day as the file of 3202 wants them, page by page. Person numbers are in no table:
 * they are read from the Coverages, one question a page.
 */
class OurLines {

  private static final int PAGE = 5_000;

  private static final String READ =
      """
      select b.message_id, b.settlement, b.visit, b.refund, b.total, b.funds, b.account,
          c.coverage_id
      from insurance_booking b left join insurance_case c using (tenant_id, case_id)
      where b.tenant_id = ? and b.institution = ? and b.day = ? and b.clearing_type = ?
        and b.office = ? and b.message_id > ?
      order by b.message_id limit ?
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Booked(
      String messageId,
      String settlement,
      String visit,
      boolean refund,
      BigDecimal total,
      BigDecimal funds,
      BigDecimal account,
      String coverageId) {

    private StatementLine line(String person) {
      return new StatementLine(settlement, visit, person, total, funds, account, refund);
    }
  }

  private final JdbcTemplate jdbc;
  private final FhirStore store;

  OurLines(JdbcTemplate jdbc, FhirStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  /** A page is given completely before the next one is read; nothing is held between them. */
  void each(Caller caller, DayLease day, Scope scope, Consumer<StatementLine> line) {
    String after = "";
    while (true) {
      List<Booked> page = page(day, scope, after);
      Map<String, String> persons = persons(caller, page);
      page.forEach(one -> line.accept(one.line(persons.get(one.coverageId()))));
      if (page.size() < PAGE) {
        return;
      }
      after = page.get(PAGE - 1).messageId();
    }
  }

  private List<Booked> page(DayLease day, Scope scope, String after) {
    return jdbc.query(
        READ,
        (row, number) ->
            new Booked(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getString(8)),
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        after,
        PAGE);
  }

  private Map<String, String> persons(Caller caller, List<Booked> page) {
    Set<String> ids =
        page.stream().map(Booked::coverageId).filter(id -> id != null).collect(Collectors.toSet());
    Map<String, String> persons = new HashMap<>();
    if (!ids.isEmpty()) {
      for (StoredResource coverage : store.readAll(caller, Map.of("Coverage", ids))) {
        persons.put(coverage.id(), subscriber(coverage.json()));
      }
    }
    return persons;
  }

  private static String subscriber(String coverage) {
    try {
      return JSON.readTree(coverage).path("subscriberId").asText(null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored resource is no JSON");
    }
  }
}
