package org.xiangqiao.integration.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** Turns rows of {@code exchange_message} into entries. */
final class LedgerRows {

  static final String COLUMNS =
      "tenant_id, message_id, recorded_at, state, state_at, direction, partner, message_type,"
          + " control_id, flags, attempts, problems, resources, request_id, replay_of";

  private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerRows() {}

  static LedgerEntry entry(ResultSet row, int number) throws SQLException {
    long replayOf = row.getLong("replay_of");
    Long replay = row.wasNull() ? null : replayOf;
    return new LedgerEntry(
        row.getInt("tenant_id"),
        row.getLong("message_id"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        MessageState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getObject("state_at", OffsetDateTime.class).toInstant(),
        row.getString("direction"),
        row.getString("partner"),
        row.getString("message_type"),
        row.getString("control_id"),
        texts(row.getArray("flags")),
        row.getInt("attempts"),
        problems(row.getString("problems")),
        texts(row.getArray("resources")),
        row.getString("request_id"),
        replay);
  }

  static String json(List<Problem> problems) {
    try {
      return JSON.writeValueAsString(problems);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("problems are plain texts", e);
    }
  }

  private static List<Problem> problems(String json) throws SQLException {
    try {
      return JSON.readValue(json, PROBLEMS);
    } catch (JsonProcessingException e) {
      throw new SQLException("column problems holds other JSON than problems", e);
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
