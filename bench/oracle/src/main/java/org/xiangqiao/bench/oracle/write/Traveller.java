package org.xiangqiao.bench.oracle.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/**
 * Takes one server through a journey and tells what happened in words that do not depend on the
 * server: ids that it chose are numbered in the order in which they were seen.
 */
final class Traveller {

  private static final Pattern ADDRESS =
      Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]+)/_history/([0-9]+)");

  private final FhirEndpoint server;
  private final String ownPrefix;
  private final Map<String, String> numbers = new LinkedHashMap<>();

  /**
   * @param ownPrefix of the ids that the journey chose itself
   */
  Traveller(FhirEndpoint server, String ownPrefix) {
    this.server = server;
    this.ownPrefix = ownPrefix;
  }

  /** Status and what was answered, comparable line by line. */
  record Happening(int status, List<String> lines) {}

  Happening take(Step step) {
    String address = step.address();
    for (Map.Entry<String, String> each : numbers.entrySet()) {
      address = address.replace(each.getValue(), each.getKey());
    }
    FhirEndpoint.Reply reply =
        step.body() instanceof ArrayNode patch
            ? server.jsonPatch(address, patch)
            : server.send(step.method(), address, step.body(), step.headers());
    List<String> lines = new ArrayList<>();
    if (reply.status() < 300) {
      describe(reply.body(), lines);
    }
    // A deletion may be answered with or without a body (R4 http.html#delete).
    boolean done = step.method().equals("DELETE") && reply.status() < 300;
    return new Happening(done ? 204 : reply.status(), lines);
  }

  private void describe(JsonNode body, List<String> lines) {
    String type = body.path("resourceType").asText("");
    if (type.equals("Bundle")) {
      List<String> entries = new ArrayList<>();
      for (int i = 0; i < body.path("entry").size(); i++) {
        entries.add(entry(body.path("entry").path(i), body.path("entry").path(i + 1)));
      }
      boolean search = body.path("type").asText().equals("searchset");
      if (search) {
        entries.sort(null);
      }
      lines.add(body.path("type").asText() + " of " + entries.size());
      lines.addAll(entries);
    } else if (!type.isEmpty() && !type.equals("OperationOutcome")) {
      lines.add(resource(body));
    }
  }

  /**
   * @param before the next entry: in a history, what was before this one
   */
  private String entry(JsonNode entry, JsonNode before) {
    StringBuilder line = new StringBuilder();
    JsonNode response = entry.path("response");
    String status = response.path("status").asText();
    String method = entry.path("request").path("method").asText();
    // Both are left open by R4: 200 or 204 for a deletion, and whether an update creates again.
    boolean deletion =
        method.equals("DELETE") && status.startsWith("2") || status.startsWith("204");
    boolean again = isDeletion(before) && !deletion && !method.isEmpty();
    if (again) {
      line.append("again ");
    } else {
      if (entry.has("request")) {
        line.append(method).append(' ');
      }
      if (response.has("status")) {
        line.append(deletion ? "204" : status.substring(0, 3)).append(' ');
      }
    }
    if (response.has("location") && !deletion) {
      line.append(location(response.path("location").asText())).append(' ');
    }
    JsonNode resource = entry.path("resource");
    if (resource.isObject() && !resource.path("resourceType").asText().equals("OperationOutcome")) {
      line.append(resource(resource));
    }
    return line.toString().strip();
  }

  private static boolean isDeletion(JsonNode entry) {
    return entry.path("request").path("method").asText().equals("DELETE");
  }

  private String location(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    return matcher.find()
        ? number(matcher.group(1), matcher.group(2)) + "/_history/" + matcher.group(3)
        : text;
  }

  private String number(String type, String id) {
    if (id.startsWith(ownPrefix)) {
      return type + "/" + id;
    }
    return numbers.computeIfAbsent(type + "/" + id, address -> type + "/{" + numbers.size() + "}");
  }

  /** Content without what each server writes in its own way; ids numbered. */
  private String resource(JsonNode resource) {
    String type = resource.path("resourceType").asText();
    String version = resource.path("meta").path("versionId").asText();
    String address = number(type, resource.path("id").asText());
    ObjectNode copy = resource.deepCopy();
    copy.remove("meta");
    copy.remove("text");
    copy.remove("id");
    return address + "/" + version + " " + sorted(copy);
  }

  private JsonNode sorted(JsonNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> fields = new TreeMap<>();
      object
          .fields()
          .forEachRemaining(field -> fields.put(field.getKey(), sorted(field.getValue())));
      ObjectNode copy = json.objectNode();
      fields.forEach(copy::set);
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = json.arrayNode();
      array.forEach(each -> copy.add(sorted(each)));
      return copy;
    }
    if (node instanceof TextNode text) {
      Matcher address = Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]+)").matcher(text.asText());
      return address.matches() ? json.textNode(number(address.group(1), address.group(2))) : node;
    }
    return node;
  }
}
