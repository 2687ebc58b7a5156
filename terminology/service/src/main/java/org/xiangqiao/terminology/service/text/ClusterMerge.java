package org.xiangqiao.terminology.service.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/**
 * Writes indexes of a cluster anew, each shard as one segment. Without that number Elasticsearch
 * only looks whether it wants to merge: words of deleted documents would stay.
 */
final class ClusterMerge {

  private final RestClient client;

  ClusterMerge(RestClient client) {
    this.client = client;
  }

  /**
   * @param names of indexes in the cluster
   */
  void merge(Collection<String> names) {
    Request request = new Request("POST", "/" + String.join(",", names) + "/_forcemerge");
    request.addParameter("max_num_segments", "1");
    try {
      client.performRequest(request);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
