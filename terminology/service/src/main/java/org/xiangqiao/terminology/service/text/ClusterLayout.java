package org.xiangqiao.terminology.service.text;

import org.hibernate.search.backend.elasticsearch.index.layout.IndexLayoutStrategy;

/** Names of indexes in a cluster: one for each generation, and no aliases. */
final class ClusterLayout implements IndexLayoutStrategy {

  private final String prefix;
  private final int generation;

  ClusterLayout(String prefix, int generation) {
    this.prefix = prefix;
    this.generation = generation;
  }

  @Override
  public String createInitialElasticsearchIndexName(String name) {
    return prefix + "-" + name + "-" + generation;
  }

  @Override
  public String createWriteAlias(String name) {
    return null;
  }

  @Override
  public String createReadAlias(String name) {
    return null;
  }

  @Override
  public String extractUniqueKeyFromHibernateSearchIndexName(String name) {
    return createInitialElasticsearchIndexName(name);
  }

  @Override
  public String extractUniqueKeyFromElasticsearchIndexName(String name) {
    return name;
  }
}
