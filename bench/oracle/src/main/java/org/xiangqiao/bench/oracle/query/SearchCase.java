package org.xiangqiao.bench.oracle.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One search for both servers.
 *
 * @param feature what it tries
 * @param path {@code Type}, a compartment, or empty for all types
 * @param asked what is compared
 * @param instead addresses whose united answers stand for the peer's, for what the peer has no
 *     address for; usually empty
 */
public record SearchCase(
    String feature,
    String path,
    List<Criterion> parameters,
    Asked asked,
    List<SearchCase> instead) {

  /** What is asked for, and so compared. */
  public enum Asked {
    /** All matches over all pages, and what is included. */
    IDS,
    /** The same by {@code POST _search}. */
    IDS_BY_POST,
    /** Matches and their order by {@code _sort}. */
    ORDER,
    /** Only {@code Bundle.total}. */
    COUNT,
    /** Matches and {@code Bundle.total}. */
    TOTAL
  }

  public SearchCase(String feature, String path, List<Criterion> parameters, Asked asked) {
    this(feature, path, List.copyOf(parameters), asked, List.of());
  }

  static SearchCase of(String type, Criterion criterion) {
    return new SearchCase(criterion.feature(), type, List.of(criterion), Asked.IDS);
  }

  SearchCase with(String name, String value) {
    List<Criterion> more = new ArrayList<>(parameters);
    more.add(new Criterion(name, value, feature));
    return new SearchCase(feature, path, more, asked, instead);
  }

  /** The same, for an answer whose order means nothing. */
  public SearchCase withoutOrder() {
    return asked == Asked.ORDER
        ? new SearchCase(feature, path, parameters, Asked.IDS, instead)
        : this;
  }

  /** {@code name=value&…}, percent-encoded. */
  public String form() {
    return parameters.stream()
        .map(each -> encode(each.name()) + "=" + encode(each.value()))
        .collect(Collectors.joining("&"));
  }

  /** As people read it, not encoded. */
  public String readable() {
    return path
        + (asked == Asked.IDS_BY_POST ? "/_search?" : "?")
        + parameters.stream()
            .map(each -> each.name() + "=" + each.value())
            .collect(Collectors.joining("&"));
  }

  public String value(String name) {
    return parameters.stream()
        .filter(each -> each.name().equals(name))
        .map(Criterion::value)
        .findFirst()
        .orElse(null);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%2C", ",");
  }
}
