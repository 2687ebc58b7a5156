package org.xiangqiao.store;

/**
 * What the store asks of the modules above it.
 *
 * @param lookup value sets and hierarchies of codes, for searches
 * @param spelling how names are read aloud
 * @param text full text, or null where there is none
 * @param check looks at what is about to be written
 */
public record StoreInputs(
    CodeLookup lookup, NameSpelling spelling, TextSearch text, WriteCheck check) {

  public static StoreInputs none() {
    return new StoreInputs(CodeLookup.none(), NameSpelling.none(), null, WriteCheck.none());
  }

  public StoreInputs withLookup(CodeLookup other) {
    return new StoreInputs(other, spelling, text, check);
  }

  public StoreInputs withSpelling(NameSpelling other) {
    return new StoreInputs(lookup, other, text, check);
  }

  public StoreInputs withCheck(WriteCheck other) {
    return new StoreInputs(lookup, spelling, text, other);
  }
}
