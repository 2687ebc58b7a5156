package org.xiangqiao.bench.oracle.holdings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** Stores resources under their own ids: transactions of PUTs, in the order given. */
public final class Loading {

  private static final int ENTRIES = 500;

  private final FhirEndpoint endpoint;

  public Loading(FhirEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Fails with the server's answer if it does not take everything. */
  public void put(List<ObjectNode> resources) {
    for (int from = 0; from < resources.size(); from += ENTRIES) {
      send(resources.subList(from, Math.min(resources.size(), from + ENTRIES)));
    }
  }

  private void send(List<ObjectNode> resources) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ArrayNode entries = json.arrayNode();
    for (ObjectNode resource : resources) {
      String address = resource.path("resourceType").asText() + "/" + resource.path("id").asText();
      ObjectNode request = json.objectNode().put("method", "PUT").put("url", address);
      ObjectNode entry = json.objectNode().put("fullUrl", "https://oracle.example/" + address);
      entry.set("resource", resource);
      entry.set("request", request);
      entries.add(entry);
    }
    ObjectNode bundle = json.objectNode().put("resourceType", "Bundle").put("type", "transaction");
    bundle.set("entry", entries);
    FhirEndpoint.Reply reply = endpoint.send("POST", "", bundle);
    if (reply.status() != 200) {
      throw new IllegalStateException(
          "load refused with " + reply.status() + ": " + shortened(reply.body()));
    }
  }

  public void delete(String address) {
    FhirEndpoint.Reply reply = endpoint.send("DELETE", address, null);
    if (reply.status() / 100 != 2) {
      throw new IllegalStateException(
          "DELETE " + address + " " + reply.status() + ": " + shortened(reply.body()));
    }
  }

  private static String shortened(JsonNode body) {
    String text = body.toString();
    return text.substring(0, Math.min(2000, text.length()));
  }
}
