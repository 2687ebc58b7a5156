package org.xiangqiao.bench.oracle.holdings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Hand-made resources ({@code supplement.json}, an array in which nothing refers to what comes
 * later) for what Synthea never writes: partial dates and zones, units, contained resources,
 * Chinese names, hierarchies, tags and security labels, versioned references, gaps.
 */
public final class Supplement {

  private Supplement() {}

  public static List<ObjectNode> resources() throws IOException {
    return read("supplement.json");
  }

  /** Later versions of resources that are there already. */
  public static List<ObjectNode> updates() throws IOException {
    return read("supplement-updates.json");
  }

  private static List<ObjectNode> read(String name) throws IOException {
    try (InputStream file = Supplement.class.getResourceAsStream("/" + name)) {
      List<ObjectNode> resources = new ArrayList<>();
      for (JsonNode resource : new ObjectMapper().readTree(file)) {
        resources.add((ObjectNode) resource);
      }
      return resources;
    }
  }
}
