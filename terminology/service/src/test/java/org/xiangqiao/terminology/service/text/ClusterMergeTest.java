package org.xiangqiao.terminology.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;

/** What is asked of a cluster; none can be run here. */
class ClusterMergeTest {

  @Test
  void shardsAreWrittenAnewAsOneSegment() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer cluster =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    cluster.createContext(
        "/",
        call -> {
          asked.add(call.getRequestMethod() + " " + call.getRequestURI());
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    cluster.start();
    HttpHost address =
        new HttpHost(InetAddress.getLoopbackAddress(), cluster.getAddress().getPort());
    try (RestClient client = RestClient.builder(address).build()) {
      new ClusterMerge(client).merge(List.of("xq-resource-2", "xq-position-2"));
    } finally {
      cluster.stop(0);
    }
    assertThat(asked)
        .containsExactly("POST /xq-resource-2,xq-position-2/_forcemerge?max_num_segments=1");
  }
}
