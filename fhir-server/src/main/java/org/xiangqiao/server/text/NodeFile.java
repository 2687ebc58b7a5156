package org.xiangqiao.server.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What this node is called, as long as it has its folder of text indexes: a file beside them. */
final class NodeFile {

  private final Path file;
  private UUID node;

  /**
   * @param directory of the indexes; made if need be
   */
  NodeFile(Path directory) {
    this.file = directory.resolve("node");
  }

  private NodeFile(UUID node) {
    this.file = null;
    this.node = node;
  }

  /**
   * Nodes that share the indexes of a cluster have no files: they speak for the cluster.
   *
   * @param prefix of the indexes
   */
  static NodeFile ofCluster(String prefix) {
    return new NodeFile(UUID.nameUUIDFromBytes(prefix.getBytes(StandardCharsets.UTF_8)));
  }

  synchronized UUID node() {
    if (node == null) {
      try {
        if (!Files.exists(file)) {
          Files.createDirectories(file.getParent());
          Files.writeString(file, UUID.randomUUID().toString());
        }
        node = UUID.fromString(Files.readString(file).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return node;
  }
}
