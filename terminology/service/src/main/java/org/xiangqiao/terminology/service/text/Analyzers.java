package org.xiangqiao.terminology.service.text;

/** Names of the ways in which text is taken apart. */
public final class Analyzers {

  /** Words of Latin scripts; Chinese as each character and each pair of neighbours. */
  public static final String WORDS = "words";

  /** The same for what is looked for: pairs alone, a character only where it stands alone. */
  public static final String WORDS_ASKED = "words_asked";

  /** Each character. */
  public static final String CHARACTERS = "characters";

  /** Each pair of neighbouring characters, Latin ones too. */
  public static final String PAIRS = "pairs";

  private Analyzers() {}
}
