package org.xiangqiao.bench.engine.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A resource's JSON with marks for what differs between copies: ids and references within the
 * record, identifiers, family names, dates.
 */
final class Template {

  private static final char SUFFIX = '\uE000';
  private static final char LETTERS = '\uE001';
  private static final char DATE = '\uE002';
  private static final char IDENTITY = '\uE003';
  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
  private static final int DAY = 10;

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /**
   * @param own addresses of the record's resources
   * @param identity whether the resource is a Patient that gets an identity number
   */
  static Template of(ObjectNode resource, Set<String> own, boolean identity) {
    ObjectNode marked = (ObjectNode) mark(resource, "", "", own);
    if (marked.has("id")) {
      marked.put("id", marked.get("id").asText() + SUFFIX);
    }
    if (identity) {
      ObjectNode number = JsonNodeFactory.instance.objectNode();
      number.put("system", IdentityNumber.SYSTEM).put("value", String.valueOf(IDENTITY));
      marked.withArray("identifier").add(number);
    }
    return new Template(marked.toString());
  }

  /** The same with other addresses for the record's resources. */
  Template with(Map<String, String> addresses) {
    String changed = text;
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      changed =
          changed.replace(
              "\"reference\":\"" + each.getKey() + SUFFIX + "\"",
              "\"reference\":\"" + each.getValue() + "\"");
    }
    return new Template(changed);
  }

  /**
   * @param copy 0 is what Synthea made
   * @param person number of the patient over all copies
   */
  void write(StringBuilder out, long copy, long person) {
    int done = 0;
    for (int at = 0; at < text.length(); at++) {
      char mark = text.charAt(at);
      if (mark < SUFFIX || mark > IDENTITY) {
        continue;
      }
      out.append(text, done, at);
      done = at + 1;
      switch (mark) {
        case SUFFIX -> out.append(suffix(copy));
        case LETTERS -> out.append(letters(copy));
        case IDENTITY -> out.append(IdentityNumber.of(person));
        default -> {
          out.append(LocalDate.parse(text.substring(done, done + DAY)).minusDays(days(copy)));
          done += DAY;
        }
      }
    }
    out.append(text, done, text.length());
  }

  static String suffix(long copy) {
    return copy == 0 ? "" : "-" + copy;
  }

  /** Family names of copies differ from their first letters on. */
  static String letters(long copy) {
    StringBuilder letters = new StringBuilder();
    for (long rest = copy; rest > 0; rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  static long days(long copy) {
    return copy * 37 % 1000;
  }

  private static JsonNode mark(JsonNode node, String parent, String name, Set<String> own) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof ObjectNode object) {
      ObjectNode marked = json.objectNode();
      object
          .properties()
          .forEach(e -> marked.set(e.getKey(), mark(e.getValue(), name, e.getKey(), own)));
      return marked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode marked = json.arrayNode();
      array.forEach(each -> marked.add(mark(each, parent, name, own)));
      return marked;
    }
    if (!node.isTextual()) {
      return node;
    }
    String value = node.asText();
    if (name.equals("reference") && own.contains(value)) {
      return new TextNode(value + SUFFIX);
    }
    if (name.equals("value") && parent.equals("identifier")) {
      return new TextNode(value + SUFFIX);
    }
    if (name.equals("family")) {
      return new TextNode(family(value));
    }
    return DATED.matcher(value).matches() ? new TextNode(DATE + value) : node;
  }

  /** Synthea puts digits behind its names. */
  static String family(String name) {
    return LETTERS + name;
  }
}
