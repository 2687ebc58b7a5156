package org.xiangqiao.terminology.builder.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid resources with one thing changed (变异), the same for the same seed. */
public final class Mutations {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final long seed;

  public Mutations(long seed) {
    this.seed = seed;
  }

  /** What is changed. */
  public enum Kind {
    DELETE,
    DUPLICATE,
    RETYPE,
    RANGE,
    CODE,
    SYSTEM,
    SLICE,
    REFERENCE,
    UNKNOWN
  }

  /** The kind is in the name, for those who read a difference. */
  public record Mutant(Kind kind, String where, String json) {}

  /** One place of an object: the object and the property. */
  private record Place(ObjectNode object, String property, String path) {

    JsonNode value() {
      return object.get(property);
    }
  }

  /**
   * Null if nothing of that kind can be changed.
   *
   * @param name of the resource, and which of its mutations of that kind: decides what is changed
   */
  public Mutant of(String json, Kind kind, String name, int number) {
    Random random = new Random(seed ^ (name + kind + number).hashCode() * 0x9E3779B97F4A7C15L);
    JsonNode root = read(json);
    List<Place> places = new ArrayList<>();
    collect(root, "", places);
    List<Place> fitting = places.stream().filter(place -> fits(place, kind)).toList();
    if (fitting.isEmpty()) {
      return null;
    }
    Place place = fitting.get(random.nextInt(fitting.size()));
    change(place, kind, random);
    return new Mutant(kind, place.path(), root.toString());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode node, String path, List<Place> places) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        String inside = path + "." + each.getKey();
        if (!inside.startsWith(".meta") && !inside.equals(".resourceType")) {
          places.add(new Place(object, each.getKey(), inside));
          collect(each.getValue(), inside, places);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), path + "[" + i + "]", places);
      }
    }
  }

  private static boolean fits(Place place, Kind kind) {
    return switch (kind) {
      case DELETE, RETYPE -> true;
      case DUPLICATE -> place.value().isArray();
      case RANGE -> place.value().isValueNode();
      case CODE ->
          place.property().equals("code") && place.value().isTextual()
              || place.property().equals("status");
      case SYSTEM -> place.property().equals("system");
      case SLICE -> place.property().equals("url") || place.property().equals("code");
      case REFERENCE -> place.property().equals("reference");
      case UNKNOWN -> place.value().isObject();
    };
  }

  private static void change(Place place, Kind kind, Random random) {
    ObjectNode object = place.object();
    String property = place.property();
    JsonNode value = place.value();
    switch (kind) {
      case DELETE -> object.remove(property);
      case DUPLICATE -> ((ArrayNode) value).add(value.get(0).deepCopy());
      case RETYPE -> retype(object, property, value, random);
      case RANGE -> range(object, property, value, random);
      case CODE -> object.put(property, "no-such-code");
      case SYSTEM -> object.put(property, "https://example.com/no-such-system");
      case SLICE -> slice(object, property, value);
      case REFERENCE -> object.put(property, random.nextBoolean() ? "Substance/1" : "#nowhere");
      case UNKNOWN -> ((ObjectNode) value).put("noSuchElement", "x");
    }
  }

  private static void retype(ObjectNode object, String property, JsonNode value, Random random) {
    if (value.isObject()) {
      object.put(property, "text");
    } else if (value.isArray()) {
      object.set(property, value.get(0));
    } else if (value.isTextual()) {
      switch (random.nextInt(3)) {
        case 0 -> object.put(property, 7);
        case 1 -> object.put(property, true);
        default -> object.putObject(property).put("value", value.asText());
      }
    } else {
      object.put(property, value.asText());
    }
  }

  private static void range(ObjectNode object, String property, JsonNode value, Random random) {
    if (value.isNumber()) {
      object.put(property, random.nextBoolean() ? -99999 : 12345678);
    } else if (value.isTextual() && value.asText().matches("[0-9]{4}-.*")) {
      List<String> dates = List.of("2026-13-01", "2026-02-30", "1850-01-01", "9999-12-31", "2026");
      object.put(property, dates.get(random.nextInt(dates.size())));
    } else if (value.isTextual()) {
      List<String> texts = List.of("", " ", "x".repeat(70), value.asText() + " ");
      object.put(property, texts.get(random.nextInt(texts.size())));
    } else {
      object.put(property, "maybe");
    }
  }

  private static void slice(ObjectNode object, String property, JsonNode value) {
    if (property.equals("url")) {
      object.put(property, "https://example.com/no-such-extension");
    } else if (value.isTextual()) {
      object.put(property, value.asText() + "-other");
    } else {
      object.remove(property);
    }
  }
}
