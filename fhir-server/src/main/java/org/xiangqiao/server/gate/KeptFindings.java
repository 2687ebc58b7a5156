package org.xiangqiao.server.gate;

import java.sql.Array;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * What was found in versions that were accepted with findings, in table {@code quality_finding}.
 */
final class KeptFindings implements ErasureParticipant {

  /**
   * One version's findings.
   *
   * @param number in the order of writing
   * @param outcome the OperationOutcome as JSON
   */
  record Kept(
      long number,
      String type,
      String id,
      long version,
      String sender,
      Instant at,
      List<String> rules,
      String outcome) {}

  /**
   * What is looked for; null for all.
   *
   * @param id only together with the type
   * @param from and {@code to}: when it was written, both included
   * @param before number of the last one on the page before
   */
  record Wanted(
      String type, String id, String rule, String sender, Instant from, Instant to, Long before) {}

  private final JdbcTemplate jdbc;

  KeptFindings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Part of the transaction that writes the version. */
  void add(int tenant, Kept kept) {
    jdbc.update(
        "insert into quality_finding (tenant_id, type, fhir_id, version, sender, at, rules, outcome)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        tenant,
        kept.type(),
        kept.id(),
        kept.version(),
        kept.sender(),
        Timestamp.from(kept.at()),
        kept.rules().toArray(String[]::new),
        kept.outcome());
  }

  /** The newest first. */
  List<Kept> find(int tenant, Wanted wanted, int most) {
    List<String> conditions = new ArrayList<>(List.of("tenant_id = ?"));
    List<Object> arguments = new ArrayList<>(List.of(tenant));
    condition("type = ?", wanted.type(), conditions, arguments);
    condition("fhir_id = ?", wanted.id(), conditions, arguments);
    condition("rules @> array[?::text]", wanted.rule(), conditions, arguments);
    condition("sender = ?", wanted.sender(), conditions, arguments);
    condition("at >= ?", timestamp(wanted.from()), conditions, arguments);
    condition("at <= ?", timestamp(wanted.to()), conditions, arguments);
    condition("finding_id < ?", wanted.before(), conditions, arguments);
    arguments.add(most);
    return jdbc.query(
        "select finding_id, type, fhir_id, version, sender, at, rules, outcome"
            + " from quality_finding where "
            + String.join(" and ", conditions)
            + " order by finding_id desc limit ?",
        (row, n) ->
            new Kept(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                texts(row.getArray(7)),
                row.getString(8)),
        arguments.toArray());
  }

  private static List<String> texts(Array array) throws java.sql.SQLException {
    return List.of((String[]) array.getArray());
  }

  private static Timestamp timestamp(Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  private static void condition(
      String condition, Object value, List<String> conditions, List<Object> arguments) {
    if (value != null) {
      conditions.add(condition);
      arguments.add(value);
    }
  }

  int removeBefore(Instant at) {
    return jdbc.update("delete from quality_finding where at < ?", Timestamp.from(at));
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    return Map.of(
        "findings",
        jdbc.update(
            "delete from quality_finding f"
                + " using unnest(?::text[], ?::text[], ?::bigint[]) e(type, fhir_id, version)"
                + " where f.tenant_id = ? and f.type = e.type and f.fhir_id = e.fhir_id"
                + " and f.version = e.version",
            erased.stream().map(ErasedVersion::type).toArray(String[]::new),
            erased.stream().map(ErasedVersion::id).toArray(String[]::new),
            erased.stream().map(ErasedVersion::version).toArray(Long[]::new),
            caller.tenantId()));
  }

  @Override
  public Set<String> tables() {
    return Set.of("quality_finding");
  }
}
