package org.xiangqiao.store.index;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Composite parameters: the last component is indexed like a parameter of its own, once for each
 * form of the components before it, whose hash is part of its key.
 */
final class CompositeIndexer {

  private final Amounts amounts;

  CompositeIndexer(Amounts amounts) {
    this.amounts = amounts;
  }

  void index(IndexedParameter parameter, Resource resource, IndexCollector into) {
    for (CompositeParameter.Instances instances : parameter.composite().instances()) {
      instances
          .base()
          .visit(
              resource, (element, place) -> index(parameter, instances, resource, element, into));
    }
  }

  private void index(
      IndexedParameter parameter,
      CompositeParameter.Instances instances,
      Resource resource,
      Base element,
      IndexCollector into) {
    int last = parameter.composite().components().size() - 1;
    long[] heads = null;
    for (int i = 0; i < last; i++) {
      heads = heads(parameter, instances, i, resource, element, into, heads);
    }
    for (long head : heads) {
      instances.visit(
          last, resource, element, (value, place) -> tail(parameter, last, head, value, into));
    }
  }

  private static long[] heads(
      IndexedParameter parameter,
      CompositeParameter.Instances instances,
      int component,
      Resource resource,
      Base element,
      IndexCollector into,
      long[] before) {
    LongStream.Builder forms = LongStream.builder();
    instances.visit(
        component,
        resource,
        element,
        (value, place) ->
            Arrays.stream(forms(parameter.componentKey(component), value, into))
                .forEach(forms::add));
    long[] own = forms.build().distinct().toArray();
    if (before == null) {
      return own;
    }
    return Arrays.stream(before)
        .flatMap(
            head ->
                Arrays.stream(own)
                    .map(form -> into.hash().pair(into.tenantId(), parameter.key(), head, form)))
        .toArray();
  }

  private static long[] forms(String key, Base value, IndexCollector into) {
    if (value instanceof Reference reference) {
      return ReferenceTarget.parse(reference.getReference())
          .map(target -> TokenForms.ofReference(into.hash(), into.tenantId(), key, target))
          .orElse(new long[0]);
    }
    return TokenValue.of(value).stream()
        .flatMapToLong(
            token -> Arrays.stream(TokenForms.ofCode(into.hash(), into.tenantId(), key, token)))
        .toArray();
  }

  private void tail(
      IndexedParameter parameter, int component, long head, Base value, IndexCollector into) {
    String key = parameter.tailKey(head);
    switch (parameter.composite().components().get(component).kind()) {
      case TOKEN, REFERENCE -> {
        for (long form : forms(parameter.componentKey(component), value, into)) {
          into.token(into.hash().pair(into.tenantId(), parameter.key(), head, form));
        }
      }
      case QUANTITY, NUMBER -> amounts.of(key, value).forEach(into::quantity);
      case DATE -> DateRange.of(value).ifPresent(range -> into.date(key, range));
      case STRING ->
          StringValues.of(value).forEach(text -> into.string(key, StringFolding.fold(text), text));
      default -> {}
    }
  }
}
