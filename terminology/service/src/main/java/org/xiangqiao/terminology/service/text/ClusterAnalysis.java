package org.xiangqiao.terminology.service.text;

import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurationContext;
import org.hibernate.search.backend.elasticsearch.analysis.ElasticsearchAnalysisConfigurer;

/** The {@link Analyzers} in Elasticsearch and OpenSearch. */
public final class ClusterAnalysis implements ElasticsearchAnalysisConfigurer {

  @Override
  public void configure(ElasticsearchAnalysisConfigurationContext context) {
    words(context, Analyzers.WORDS, true);
    words(context, Analyzers.WORDS_ASKED, false);
    grams(context, Analyzers.CHARACTERS, 1);
    grams(context, Analyzers.PAIRS, 2);
  }

  private static void words(
      ElasticsearchAnalysisConfigurationContext context, String name, boolean characters) {
    String pairs = name + "_pairs";
    context.tokenFilter(pairs).type("cjk_bigram").param("output_unigrams", characters);
    context
        .analyzer(name)
        .custom()
        .tokenizer("standard")
        .tokenFilters("cjk_width", "lowercase", "asciifolding", pairs);
  }

  private static void grams(
      ElasticsearchAnalysisConfigurationContext context, String name, int length) {
    String tokenizer = name + "_tokenizer";
    context.tokenizer(tokenizer).type("ngram").param("min_gram", length).param("max_gram", length);
    context.analyzer(name).custom().tokenizer(tokenizer);
  }
}
