package org.xiangqiao.server.security.scope;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scopes of this product beside SMART's: cascades, administration, exchange ledger, search plans,
 * import and erasure, metrics.
 */
public enum ProductScope {
  /** Delete along with a resource what refers to it; each type needs its own scope as well. */
  CASCADE("xiangqiao/delete.cascade"),
  /** Register, list and deactivate clients of one's own tenant. */
  CLIENTS("xiangqiao/admin.clients"),
  /** See messages of the exchange ledger, without their contents. */
  EXCHANGE_READ("xiangqiao/exchange.read"),
  /** Download raw messages, which hold personal data. */
  EXCHANGE_PAYLOAD("xiangqiao/exchange.payload"),
  /** Process a message again. */
  EXCHANGE_REPLAY("xiangqiao/exchange.replay"),
  /** See how a search is answered ({@code _explain}); no data. */
  SEARCH_EXPLAIN("xiangqiao/search.explain"),
  /** See reindexing jobs of one's own tenant and start them. */
  REINDEX("xiangqiao/admin.reindex"),
  /** Install and remove FHIR packages of one's own tenant, which every write is held against. */
  PACKAGES("xiangqiao/admin.packages"),
  /** Check stored data of one's own tenant again and see which rules it breaks; no contents. */
  VALIDATION("xiangqiao/admin.validation"),
  /** Load resources in bulk ({@code $import}); each type needs its own scopes as well. */
  IMPORT("xiangqiao/data.import"),
  /** Erase resources beyond recovery ({@code $expunge}). */
  EXPUNGE("xiangqiao/data.expunge"),
  METRICS("xiangqiao/metrics");

  private static final Set<String> ALL =
      Arrays.stream(values()).map(ProductScope::text).collect(Collectors.toUnmodifiableSet());

  private final String text;

  ProductScope(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** As Spring Security names the right that the scope gives. */
  public String authority() {
    return "SCOPE_" + text;
  }

  /**
   * @throws IllegalArgumentException if there is no such scope
   */
  static ProductScope of(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  static Set<String> all() {
    return ALL;
  }
}
