package org.xiangqiao.mappings.insurance.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.xiangqiao.mappings.MappingProblem;

/** One part of a profile file; collects what is wrong instead of stopping at it. */
final class Section {

  private static final int MOST = 1_000_000;

  private final String path;
  private final JsonNode json;
  private final List<MappingProblem> problems;

  Section(String path, JsonNode json, List<MappingProblem> problems, Set<String> known) {
    this.path = path;
    this.json = json;
    this.problems = problems;
    if (!json.isMissingNode() && !json.isObject()) {
      problems.add(MappingProblem.of(path, "insurance.profile.no-section"));
    }
    json.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.isEmpty() && !known.contains(key)) {
                add(key, "insurance.profile.key-unknown", sorted(known));
              }
            });
  }

  Section section(String key, Set<String> known) {
    return new Section(place(key), json.path(key), problems, known);
  }

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  String required(String key) {
    String text = text(key, "");
    if (text.isBlank()) {
      add(key, "insurance.profile.missing");
    }
    return text;
  }

  String text(String key, String otherwise) {
    JsonNode value = json.path(key);
    if (value.isContainerNode()) {
      add(key, "insurance.profile.no-text");
    }
    return value.isValueNode() && !value.isNull() ? value.asText() : otherwise;
  }

  boolean flag(String key) {
    JsonNode value = json.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      add(key, "insurance.profile.no-flag");
    }
    return value.asBoolean();
  }

  Template template(String key, Set<String> places) {
    Template template = new Template(required(key));
    template.places().stream()
        .filter(place -> !places.contains(place))
        .forEach(place -> add(key, "insurance.profile.place-unknown", place, sorted(places)));
    return template;
  }

  Duration duration(String key, Duration otherwise) {
    return parsed(
        key,
        otherwise,
        text -> {
          Duration duration = Duration.parse(text);
          if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException();
          }
          return duration;
        },
        "insurance.profile.no-duration");
  }

  int count(String key, int otherwise) {
    return parsed(
        key,
        otherwise,
        text -> {
          int count = Integer.parseInt(text);
          if (count < 1 || count > MOST) {
            throw new IllegalArgumentException();
          }
          return count;
        },
        "insurance.profile.no-count");
  }

  BigDecimal amount(String key, BigDecimal otherwise) {
    return parsed(
        key,
        otherwise,
        text -> {
          BigDecimal amount = new BigDecimal(text);
          if (amount.signum() < 0 || amount.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException();
          }
          return amount;
        },
        "insurance.profile.no-tolerance");
  }

  <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toList();
    String text = text(key, null);
    if (text != null && !words.contains(text)) {
      add(key, "insurance.profile.word-unknown", String.join(", ", words));
      return otherwise;
    }
    return text == null ? otherwise : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  <T> T parsed(String key, T otherwise, Function<String, T> parser, String rule) {
    String text = text(key, null);
    try {
      return text == null ? otherwise : parser.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      add(key, rule);
      return otherwise;
    }
  }

  /** All keys with their texts. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    json.fieldNames().forEachRemaining(key -> texts.put(key, required(key)));
    return texts;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Its texts; anything but a list of texts is wrong, for it would be passed over. */
  List<String> list(String key) {
    JsonNode value = json.path(key);
    if (has(key) && !value.isArray() || holdsContainer(value)) {
      add(key, "insurance.profile.no-list");
    }
    return StreamSupport.stream(value.spliterator(), false)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static boolean holdsContainer(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(JsonNode::isContainerNode);
  }

  void add(String key, String rule, Object... arguments) {
    problems.add(MappingProblem.of(place(key), rule, arguments));
  }

  private String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String sorted(Set<String> words) {
    return words.stream().sorted().collect(Collectors.joining(", "));
  }
}
