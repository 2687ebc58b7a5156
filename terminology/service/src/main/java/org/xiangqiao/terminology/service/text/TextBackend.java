package org.xiangqiao.terminology.service.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where text indexes lie.
 *
 * @param directory of Lucene's files; one index has a folder for each of its generations
 * @param cluster an Elasticsearch or OpenSearch cluster to use instead; null for Lucene
 */
public record TextBackend(Path directory, Cluster cluster) {

  private static final String BACKEND = "hibernate.search.backend.";

  /**
   * An Elasticsearch or OpenSearch cluster.
   *
   * @param uris addresses, with commas between
   * @param username null for none
   * @param password null for none
   * @param prefix of the names of indexes, so that installations can share a cluster
   * @param version as Hibernate Search writes it, such as {@code elastic:8.15}; null to ask the
   *     cluster at start
   */
  public record Cluster(
      String uris, String username, String password, String prefix, String version) {

    @Override
    public String toString() {
      return "Cluster[uris=" + uris + ", prefix=" + prefix + "]";
    }
  }

  public static TextBackend lucene(Path directory) {
    return new TextBackend(directory, null);
  }

  /** Whether nodes share the indexes. */
  public boolean isShared() {
    return cluster != null;
  }

  /** The folder of one generation of an index. */
  public Path folder(String name, int generation) {
    return directory.resolve(name + "-" + generation);
  }

  /** Hibernate Search's settings for one generation of an index. */
  public Map<String, Object> settings(String name, int generation) {
    Map<String, Object> settings = new HashMap<>();
    // What is mapped is told class by class: no jar is looked through.
    settings.put(
        "hibernate.search.mapping.discover_annotated_types_from_root_mapping_annotations", false);
    settings.put("hibernate.search.mapping.build_missing_discovered_jandex_indexes", false);
    if (cluster == null) {
      settings.put(BACKEND + "type", "lucene");
      settings.put(BACKEND + "lucene_version", "LATEST");
      settings.put(BACKEND + "directory.root", folder(name, generation).toString());
      settings.put(BACKEND + "analysis.configurer", new LuceneAnalysis());
      settings.put(BACKEND + "indexing.queue_count", 2);
      return settings;
    }
    settings.put(BACKEND + "type", "elasticsearch");
    settings.put(BACKEND + "uris", cluster.uris());
    settings.put(BACKEND + "analysis.configurer", new ClusterAnalysis());
    settings.put(BACKEND + "layout.strategy", new ClusterLayout(cluster.prefix(), generation));
    put(settings, "username", cluster.username());
    put(settings, "password", cluster.password());
    put(settings, "version", cluster.version());
    return settings;
  }

  private static void put(Map<String, Object> settings, String name, String value) {
    if (value != null && !value.isBlank()) {
      settings.put(BACKEND + name, value);
    }
  }
}
