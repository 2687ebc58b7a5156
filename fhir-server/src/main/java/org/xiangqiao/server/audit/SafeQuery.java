package org.xiangqiao.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query as the audit trail and logs may hold it: the names of all parameters, values only of
 * those which {@code kept-parameters.txt} lists as never personal, and even these without anything
 * that looks like an identity or telephone number.
 */
final class SafeQuery {

  private static final String HIDDEN = "***";
  private static final int LONGEST = 1_000;
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7,}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.:$-]{0,99}");

  private final Set<String> kept;

  SafeQuery() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SafeQuery.class.getResourceAsStream("kept-parameters.txt"),
                StandardCharsets.UTF_8))) {
      kept =
          lines
              .lines()
              .map(String::trim)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(Map<String, String[]> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    StringBuilder query = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, values) -> {
              for (String value : values) {
                query.append(query.isEmpty() ? "" : "&");
                query.append(NAME.matcher(name).matches() ? name : HIDDEN).append('=');
                query.append(show(name, value));
              }
            });
    return query.length() > LONGEST ? query.substring(0, LONGEST) + "…" : query.toString();
  }

  private String show(String name, String value) {
    boolean harmless = kept.contains(name) && !LONG_NUMBER.matcher(value).find();
    return harmless ? value.replaceAll("[\\p{Cntrl}&]", "_") : HIDDEN;
  }
}
