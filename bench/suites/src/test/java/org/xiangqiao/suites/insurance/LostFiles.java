package org.xiangqiao.suites.insurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.Settlement;

/**
 * Everything that both sides know of a settlement on which they differ, in a file for each: the
 * platform's ledger and calls, our cases, steps, bookings and refunds, ClaimResponses and Tasks.
 */
final class LostFiles {

  private final Path folder;
  private final InsurancePlatform platform;
  private final JdbcTemplate jdbc;

  LostFiles(Path folder, InsurancePlatform platform, JdbcTemplate jdbc) {
    this.folder = folder;
    this.platform = platform;
    this.jdbc = jdbc;
  }

  /**
   * @param name what is wrong with them
   * @param messages message ids of settlements, or numbers of visits
   */
  void write(String name, Collection<String> messages) throws IOException {
    for (String message : Set.copyOf(messages)) {
      Files.writeString(
          Files.createDirectories(folder).resolve("lost-" + name + "-" + message + ".txt"),
          text(message));
    }
  }

  private String text(String message) {
    List<Settlement> named =
        platform.settlements().stream()
            .filter(one -> message.equals(one.msgid()) || message.equals(one.localNumber()))
            .toList();
    Set<String> numbers = named.stream().map(Settlement::localNumber).collect(Collectors.toSet());
    List<Settlement> visit =
        platform.settlements().stream().filter(one -> numbers.contains(one.localNumber())).toList();
    Set<String> ids = visit.stream().map(Settlement::id).collect(Collectors.toSet());
    StringBuilder text = new StringBuilder(message).append("\n\n== the platform's settlements\n");
    visit.forEach(
        one ->
            text.append(
                "%s at %s batch %s lines %s amounts %s cancelled by %s at %s%n"
                    .formatted(
                        one,
                        one.time(),
                        one.batch(),
                        one.lines(),
                        one.amounts(),
                        one.cancelMsgid(),
                        one.cancelTime())));
    text.append("== its ledger\n");
    platform.ledger().stream()
        .filter(entry -> ids.contains(entry.settlement()))
        .forEach(entry -> text.append(entry).append('\n'));
    Set<Long> cases = cases(message, numbers);
    String which = cases.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    if (!cases.isEmpty()) {
      ours(text, which);
      calls(text, which);
    }
    return text.toString();
  }

  /** The visit's case and those of all its claims. */
  private Set<Long> cases(String message, Set<String> numbers) {
    Set<String> encounters =
        numbers.stream().map(number -> "r" + number.substring(2)).collect(Collectors.toSet());
    if (message.startsWith("MZ") || message.startsWith("ZY")) {
      encounters.add("r" + message.substring(2));
    }
    String visits =
        encounters.stream().map(one -> "'" + one + "'").collect(Collectors.joining(",", "(", ")"));
    return Set.copyOf(
        jdbc.queryForList(
            """
            with one as (
              select coalesce(c.visit_id, c.case_id) as visit from insurance_step s
                join insurance_case c using (tenant_id, case_id) where s.message_id = ?
              union select case_id from insurance_case where kind = 'visit' and resource_id in %s)
            select c.case_id from insurance_case c, one
            where c.case_id = one.visit or c.visit_id = one.visit
            """
                .formatted(encounters.isEmpty() ? "('')" : visits),
            Long.class,
            message));
  }

  private void ours(StringBuilder text, String cases) {
    rows(text, "insurance_case where case_id in " + cases + " order by case_id");
    rows(text, "insurance_step where case_id in " + cases + " order by sent_at, ordinal");
    rows(text, "insurance_booking where case_id in " + cases + " order by booked_at");
    rows(text, "insurance_refund where new_case in " + cases + " or old_case in " + cases);
    String resources = "(select %s from insurance_case where case_id in " + cases + ")";
    rows(text, "resource_claimresponse where fhir_id in " + resources.formatted("response_id"));
    rows(
        text,
        """
        resource_task t where exists (select from insurance_case c where case_id in %s
          and (position('Claim/' || c.resource_id in t.body::text) > 0
            or position('ClaimResponse/' || c.response_id in t.body::text) > 0))"""
            .formatted(cases));
  }

  private void rows(StringBuilder text, String from) {
    text.append("== ").append(from).append('\n');
    for (Map<String, Object> row : jdbc.queryForList("select * from " + from)) {
      Map<String, Object> kept = new TreeMap<>(row);
      kept.values().removeIf(value -> value == null || value instanceof byte[]);
      text.append(kept).append('\n');
    }
  }

  /** Which of our messages reached the platform; questions are known by their person only. */
  private void calls(StringBuilder text, String cases) {
    Set<String> messages =
        Set.copyOf(
            jdbc.queryForList(
                "select message_id from insurance_step where case_id in " + cases, String.class));
    text.append("== calls that reached the platform\n");
    platform.calls().stream()
        .filter(call -> messages.contains(call.msgid()))
        .forEach(call -> text.append(call).append('\n'));
  }
}
