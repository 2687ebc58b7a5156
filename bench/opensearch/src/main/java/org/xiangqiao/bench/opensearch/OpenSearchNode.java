package org.xiangqiao.bench.opensearch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** Starts a cluster of one OpenSearch node on this machine; arguments: port and data folder. */
public final class OpenSearchNode {

  private OpenSearchNode() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    Files.createDirectories(folder);
    Settings settings =
        Settings.builder()
            .put("path.home", folder)
            .put("cluster.name", "xiangqiao-bench")
            .put("node.name", "bench")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", Integer.parseInt(arguments[0]))
            .put("transport.port", 0)
            // Two processors serve everything here.
            .put("node.processors", 1)
            // The disk of a build machine may be nearly full; indexes of tests are small.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            // Who writes to an index that was dropped is told so.
            .put("action.auto_create_index", "-xiangqiao-*,+*")
            .build();
    Node node = new PluggedNode(settings);
    node.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    new CountDownLatch(1).await();
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (Exception unclean) {
      throw new IllegalStateException("the node did not close", unclean);
    }
  }

  /** With the plugins that the distribution has as modules and Hibernate Search needs. */
  private static final class PluggedNode extends Node {

    PluggedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "bench"),
          List.of(Netty4Plugin.class, CommonAnalysisPlugin.class),
          false);
    }
  }
}
