package org.xiangqiao.terminology.service.text;

import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;

/** The {@link Analyzers} in Lucene. */
public final class LuceneAnalysis implements LuceneAnalysisConfigurer {

  private static final String LOWERCASE = "lowercase";
  private static final String FOLDING = "asciiFolding";
  private static final String WIDTH = "cjkWidth";

  @Override
  public void configure(LuceneAnalysisConfigurationContext context) {
    words(context, Analyzers.WORDS, true);
    words(context, Analyzers.WORDS_ASKED, false);
    grams(context, Analyzers.CHARACTERS, 1);
    grams(context, Analyzers.PAIRS, 2);
  }

  private static void words(
      LuceneAnalysisConfigurationContext context, String name, boolean characters) {
    context
        .analyzer(name)
        .custom()
        .tokenizer("standard")
        .tokenFilter(WIDTH)
        .tokenFilter(LOWERCASE)
        .tokenFilter(FOLDING)
        .tokenFilter("cjkBigram")
        .param("outputUnigrams", String.valueOf(characters));
  }

  private static void grams(LuceneAnalysisConfigurationContext context, String name, int length) {
    context
        .analyzer(name)
        .custom()
        .tokenizer("nGram")
        .param("minGramSize", String.valueOf(length))
        .param("maxGramSize", String.valueOf(length));
  }
}
