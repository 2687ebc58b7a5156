package org.xiangqiao.mappings.insurance;

/** What a transaction does to the platform's books: our own classification. */
public enum Effect {
  /** A question: may be asked again. */
  NONE,
  /** Changes what the platform has noted, without money. */
  RECORD,
  /** Settles or cancels a settlement: an answer that is not 0 or that is lost leaves it unknown. */
  MONEY
}
