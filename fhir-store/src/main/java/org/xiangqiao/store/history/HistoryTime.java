package org.xiangqiao.store.history;

import java.time.Instant;
import java.util.List;
import org.xiangqiao.store.HistoryRequest.During;
import org.xiangqiao.store.index.DateRange;

/**
 * Reads {@code _at} (R4 http.html#history): a date or time is the whole of what it covers; {@code
 * ge} and {@code le} give the ends of a period, together or alone.
 */
public final class HistoryTime {

  private HistoryTime() {}

  /**
   * @param texts values of the parameter; all of them hold
   * @throws IllegalArgumentException if one is no date, has another prefix, or nothing is left
   */
  public static During parse(List<String> texts) {
    Instant from = DateRange.FAR_PAST;
    Instant to = DateRange.FAR_FUTURE;
    for (String text : texts) {
      String prefix =
          text.length() > 2 && Character.isLetter(text.charAt(0)) ? text.substring(0, 2) : "eq";
      String date = text.startsWith(prefix) ? text.substring(2) : text;
      DateRange range =
          DateRange.parse(date).orElseThrow(() -> new IllegalArgumentException("not a date"));
      switch (prefix) {
        case "eq" -> {
          from = later(from, range.low());
          to = earlier(to, range.high());
        }
        case "ge" -> from = later(from, range.low());
        case "le" -> to = earlier(to, range.high());
        default -> throw new IllegalArgumentException("prefix");
      }
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("ends before it begins");
    }
    return new During(from, to);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
