package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;

/** Number and quantity parameters. */
final class AmountIndexer implements ValueIndexer {

  private final Amounts amounts;

  AmountIndexer(Amounts amounts) {
    this.amounts = amounts;
  }

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    amounts.of(parameter.key(), element).forEach(into::quantity);
  }
}
