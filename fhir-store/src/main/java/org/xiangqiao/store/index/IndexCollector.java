package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the index values of one resource. */
final class IndexCollector {

  private final int tenantId;
  private final IndexHash hash;
  private final TypeParameters parameters;
  private final Set<IndexValues.StringValue> strings = new LinkedHashSet<>();
  private final Set<IndexValues.DateValue> dates = new LinkedHashSet<>();
  private final Set<IndexValues.IdentifierValue> identifiers = new LinkedHashSet<>();
  private final Set<IndexValues.QuantityValue> quantities = new LinkedHashSet<>();
  private final Set<IndexValues.PositionValue> positions = new LinkedHashSet<>();
  private final Set<IndexValues.TermValue> terms = new LinkedHashSet<>();
  private final Set<Integer> present = new TreeSet<>();
  private final List<IndexValues.ReferenceValue> references = new ArrayList<>();
  private long[] tokens = new long[32];
  private int tokenCount;
  private String patient;
  private DateRange mainDate;

  IndexCollector(int tenantId, IndexHash hash, TypeParameters parameters) {
    this.tenantId = tenantId;
    this.hash = hash;
    this.parameters = parameters;
  }

  void token(String key, TokenValue token) {
    if (token.code() != null) {
      add(hash.code(tenantId, key, token.code()));
      add(
          token.system() == null
              ? hash.codeWithoutSystem(tenantId, key, token.code())
              : hash.systemAndCode(tenantId, key, token.system(), token.code()));
    }
    if (token.system() != null) {
      add(hash.system(tenantId, key, token.system()));
    }
  }

  void uri(String key, String uri) {
    add(hash.uri(tenantId, key, uri));
  }

  void reference(String key, String type, String id) {
    add(hash.reference(tenantId, key, type, id));
    add(hash.referenceId(tenantId, key, id));
  }

  void localReference(IndexValues.ReferenceValue reference) {
    references.add(reference);
    IndexedParameter leading = parameters.compartment().parameter();
    if (patient == null
        && leading != null
        && leading.key().equals(reference.parameter())
        && reference.targetType().equals("Patient")) {
      patient = "Patient/" + reference.targetId();
    }
  }

  /**
   * @param text as it was written
   */
  void string(String key, String folded, String text) {
    strings.add(new IndexValues.StringValue(key, folded, hash.exact(text)));
  }

  /** A text that nobody wrote so: only beginnings are looked for in it. */
  void derived(String key, String text) {
    strings.add(new IndexValues.StringValue(key, text, IndexValues.StringValue.DERIVED));
  }

  void present(IndexedParameter parameter) {
    present.add(hash.presence(parameter.key()));
  }

  void quantity(IndexValues.QuantityValue quantity) {
    quantities.add(quantity);
  }

  void position(String key, double latitude, double longitude) {
    positions.add(new IndexValues.PositionValue(key, latitude, longitude));
  }

  /** A text beside codes, found again through a token of the resource. */
  void term(String key, String folded) {
    long token = hash.term(tenantId, key, folded);
    add(token);
    terms.add(new IndexValues.TermValue(key, folded, token));
  }

  /** A URI, found by its beginning through the token it has already ({@code :below}). */
  void uriTerm(String key, String uri) {
    terms.add(
        new IndexValues.TermValue(key, StringFolding.shorten(uri), hash.uri(tenantId, key, uri)));
  }

  int tenantId() {
    return tenantId;
  }

  IndexHash hash() {
    return hash;
  }

  /** A token that is no plain code: a composite's. */
  void token(long hash) {
    add(hash);
  }

  void date(String key, DateRange range) {
    dates.add(new IndexValues.DateValue(key, range.low(), range.high()));
  }

  void date(IndexedParameter parameter, DateRange range) {
    if (parameters.isMainDate(parameter)) {
      mainDate = mainDate == null ? range : mainDate.span(range);
    } else {
      dates.add(new IndexValues.DateValue(parameter.key(), range.low(), range.high()));
    }
  }

  void identifier(String system, String value) {
    identifiers.add(new IndexValues.IdentifierValue(system, value));
  }

  void patientIs(String reference) {
    patient = reference;
  }

  private void add(long token) {
    if (tokenCount == tokens.length) {
      tokens = Arrays.copyOf(tokens, tokenCount * 2);
    }
    tokens[tokenCount++] = token;
  }

  IndexValues values() {
    return new IndexValues(
        Arrays.stream(tokens, 0, tokenCount).sorted().distinct().toArray(),
        present.stream().mapToInt(Integer::intValue).toArray(),
        List.copyOf(strings),
        List.copyOf(dates),
        List.copyOf(quantities),
        List.copyOf(positions),
        List.copyOf(terms),
        List.copyOf(references),
        List.copyOf(identifiers),
        patient,
        mainDate == null ? null : mainDate.low(),
        mainDate == null ? null : mainDate.high());
  }
}
