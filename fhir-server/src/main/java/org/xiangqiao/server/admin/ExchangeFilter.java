package org.xiangqiao.server.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.server.security.SecurityFaults;

/** Reads the query of a ledger list. */
final class ExchangeFilter {

  private static final int DEFAULT_COUNT = 50;
  private static final int LARGEST_COUNT = 500;

  private ExchangeFilter() {}

  static LedgerFilter of(Map<String, String> query) {
    String direction = query.get("direction");
    if (direction != null && !direction.equals("in") && !direction.equals("out")) {
      throw invalid("direction");
    }
    return new LedgerFilter(
        query.get("partner"),
        direction,
        state(query.get("state")),
        query.get("type"),
        query.get("controlId"),
        time(query, "since"),
        time(query, "until"),
        query.containsKey("before") ? Long.valueOf(number(query, "before", Long.MAX_VALUE)) : null,
        query.containsKey("count") ? (int) number(query, "count", LARGEST_COUNT) : DEFAULT_COUNT);
  }

  private static MessageState state(String code) {
    return code == null
        ? null
        : Arrays.stream(MessageState.values())
            .filter(state -> state.code().equals(code))
            .findFirst()
            .orElseThrow(() -> invalid("state"));
  }

  static Instant time(Map<String, String> query, String name) {
    String text = query.get(name);
    if (text == null) {
      return null;
    }
    try {
      // A plus sign that was not encoded arrives as a blank.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException malformed) {
      throw invalid(name);
    }
  }

  private static long number(Map<String, String> query, String name, long largest) {
    try {
      long number = Long.parseLong(query.get(name));
      if (number > 0 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw invalid(name);
  }

  private static RuntimeException invalid(String name) {
    return SecurityFaults.invalid("filter-invalid", name, name).exception();
  }
}
