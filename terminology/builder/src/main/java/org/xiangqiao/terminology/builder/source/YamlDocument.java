package org.xiangqiao.terminology.builder.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A YAML text as JSON that remembers the line of each key. Scalars keep what was written: {@code
 * 01} is the text "01", not the number 1, and {@code 1.0} keeps its precision.
 */
final class YamlDocument {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private record Key(String parent, String name, int line) {}

  private final JsonNode root;
  private final List<Key> keys;

  private YamlDocument(JsonNode root, List<Key> keys) {
    this.root = root;
    this.keys = keys;
  }

  /**
   * @throws YamlSyntaxException with the line
   */
  static YamlDocument parse(String text) {
    List<Key> keys = new ArrayList<>();
    try (YAMLParser parser = YAML.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new YamlSyntaxException(1, "is empty");
      }
      JsonNode root = node(parser, "", keys);
      if (parser.nextToken() != null) {
        throw new YamlSyntaxException(line(parser), "holds more than one document");
      }
      return new YamlDocument(root, keys);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new YamlSyntaxException(at == null ? 1 : at.getLineNr(), e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** Line of the first key with this name, the one below {@code parent} if there is one. */
  Optional<Integer> line(String parent, String name) {
    return keys.stream()
        .filter(key -> key.name.equals(name) && key.parent.equals(parent == null ? "" : parent))
        .findFirst()
        .or(() -> keys.stream().filter(key -> key.name.equals(name)).findFirst())
        .map(Key::line);
  }

  private static JsonNode node(YAMLParser parser, String parent, List<Key> keys)
      throws IOException {
    if (parser.isCurrentAlias()) {
      throw new YamlSyntaxException(line(parser), "aliases are not read; write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, parent, keys);
      case START_ARRAY -> array(parser, parent, keys);
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_NULL -> throw noValue(parser, parent);
      default -> {
        if (parser.getText().isEmpty()) {
          throw noValue(parser, parent);
        }
        yield NODES.textNode(parser.getText());
      }
    };
  }

  private static YamlSyntaxException noValue(YAMLParser parser, String parent) {
    return new YamlSyntaxException(line(parser), "'" + parent + "' has no value");
  }

  private static ObjectNode object(YAMLParser parser, String parent, List<Key> keys)
      throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      keys.add(new Key(parent, name, line(parser)));
      parser.nextToken();
      object.set(name, node(parser, name, keys));
    }
    return object;
  }

  private static ArrayNode array(YAMLParser parser, String parent, List<Key> keys)
      throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser, parent, keys));
    }
    return array;
  }

  private static JsonNode number(String text) {
    return JSON_NUMBER.matcher(text).matches()
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.textNode(text);
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
