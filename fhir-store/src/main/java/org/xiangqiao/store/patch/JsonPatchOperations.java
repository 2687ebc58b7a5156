package org.xiangqiao.store.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.flipkart.zjsonpatch.InvalidJsonPatchException;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The operations of a JSON Patch (RFC 6902), checked for their form, then applied one after the
 * other so that a failure can name its operation. Numbers keep the digits they were written with.
 */
final class JsonPatchOperations {

  /** Operations of one patch, at most. */
  static final int MOST = 1000;

  /** Nodes that all {@code copy} operations of one patch may add: they could double each time. */
  private static final int MOST_COPIED = 100_000;

  private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
  private static final Set<String> WITH_FROM = Set.of("move", "copy");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private final List<JsonNode> operations;

  private JsonPatchOperations(List<JsonNode> operations) {
    this.operations = operations;
  }

  static JsonPatchOperations parse(String text) {
    JsonNode document;
    try {
      document = MAPPER.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw PatchProblems.malformed("patch", "patch-not-json");
    }
    if (!document.isArray()) {
      throw PatchProblems.malformed("patch", "patch-not-json");
    }
    if (document.size() > MOST) {
      throw PatchProblems.tooLong("patch", document.size(), MOST);
    }
    List<JsonNode> operations = new ArrayList<>();
    for (JsonNode operation : document) {
      check(operation, operations.size());
      operations.add(operation);
    }
    return new JsonPatchOperations(operations);
  }

  int size() {
    return operations.size();
  }

  String path(int index) {
    return operations.get(index).get("path").textValue();
  }

  /**
   * @param count how many of the operations, from the first
   */
  String apply(String resource, int count) {
    JsonNode document = tree(resource);
    int copied = 0;
    for (int index = 0; index < count; index++) {
      JsonNode operation = operations.get(index);
      if (operation.get("op").textValue().equals("copy")) {
        copied += nodes(document.at(operation.get("from").textValue()), MOST_COPIED - copied);
        if (copied >= MOST_COPIED) {
          throw PatchProblems.unfit(place(index, "from"), "patch-copies-too-much", index);
        }
      }
      document = apply(document, operation, index);
    }
    return document.toString();
  }

  private JsonNode apply(JsonNode document, JsonNode operation, int index) {
    String op = operation.get("op").textValue();
    String path = operation.get("path").textValue();
    if (path.isEmpty() && !op.equals("test")) {
      // The library cannot exchange the whole in place.
      if (!op.equals("add") && !op.equals("replace")) {
        throw PatchProblems.unfit(place(index, "path"), "patch-whole", index);
      }
      return operation.get("value").deepCopy();
    }
    requireTarget(document, operation, index);
    ArrayNode single = MAPPER.createArrayNode().add(operation);
    try {
      JsonPatch.applyInPlace(single, document);
      return document;
    } catch (InvalidJsonPatchException | IllegalArgumentException malformed) {
      throw PatchProblems.malformed(place(index, "path"), "patch-pointer-malformed", index);
    } catch (JsonPatchApplicationException unfit) {
      String key = op.equals("test") ? "patch-test-failed" : "patch-path-missing";
      throw PatchProblems.unfit(place(index, "path"), key, index, path);
    }
  }

  /** What is taken away, exchanged or taken from must be there; the library lets some pass. */
  private static void requireTarget(JsonNode document, JsonNode operation, int index) {
    String op = operation.get("op").textValue();
    String member = WITH_FROM.contains(op) ? "from" : "path";
    String pointer = operation.get(member).textValue();
    if (!op.equals("add") && document.at(pointer).isMissingNode()) {
      String key = op.equals("test") ? "patch-test-failed" : "patch-path-missing";
      throw PatchProblems.unfit(place(index, member), key, index, pointer);
    }
  }

  private static void check(JsonNode operation, int index) {
    String op = operation.path("op").textValue();
    if (op == null || !WITH_VALUE.contains(op) && !WITH_FROM.contains(op) && !op.equals("remove")) {
      throw PatchProblems.malformed(place(index, "op"), "patch-op-unknown", index);
    }
    pointer(operation, index, "path");
    if (WITH_VALUE.contains(op) && !operation.has("value")) {
      throw PatchProblems.malformed(place(index, "value"), "patch-part-missing", index, "value");
    }
    if (WITH_FROM.contains(op)) {
      pointer(operation, index, "from");
      String from = operation.get("from").textValue();
      if (op.equals("move") && operation.get("path").textValue().startsWith(from + "/")) {
        throw PatchProblems.malformed(place(index, "from"), "patch-move-inside", index);
      }
    }
  }

  /** RFC 6901: empty, or tokens that each begin with a slash. */
  private static void pointer(JsonNode operation, int index, String member) {
    JsonNode pointer = operation.path(member);
    if (!pointer.isTextual()) {
      throw PatchProblems.malformed(place(index, member), "patch-part-missing", index, member);
    }
    String text = pointer.textValue();
    if (!text.isEmpty() && !text.startsWith("/") || text.matches(".*~(?![01]).*")) {
      throw PatchProblems.malformed(place(index, member), "patch-pointer-malformed", index);
    }
  }

  private static int nodes(JsonNode node, int limit) {
    int count = 1;
    for (JsonNode child : node) {
      if (count >= limit) {
        break;
      }
      count += nodes(child, limit - count);
    }
    return count;
  }

  private static JsonNode tree(String resource) {
    try {
      return MAPPER.readTree(resource);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a stored body is not JSON", impossible);
    }
  }

  static String place(int index, String member) {
    return "patch[" + index + "]." + member;
  }
}
