package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers the index values of one resource. */
final class IndexCollector {

  private final int tenantId;
  private final IndexHash hash;
  private final TypeParameters parameters;
  private final Set<IndexValues.StringValue> strings = new LinkedHashSet<>();
  private final Set<IndexValues.DateValue> dates = new LinkedHashSet<>();
  private final Set<IndexValues.IdentifierValue> identifiers = new LinkedHashSet<>();
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

  void string(String key, String folded) {
    strings.add(new IndexValues.StringValue(key, folded));
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
        List.copyOf(strings),
        List.copyOf(dates),
        List.copyOf(references),
        List.copyOf(identifiers),
        patient,
        mainDate == null ? null : mainDate.low(),
        mainDate == null ? null : mainDate.high());
  }
}
