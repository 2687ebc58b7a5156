package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.terminology.validation.json.Node;

/** Items of FHIRPath: nodes, and the simple values that they stand for (FHIRPath, literals). */
final class Items {

  private static final int MOST_COMPARED = 2_000;

  private Items() {}

  /** A primitive node's value; itself for all others. */
  static Object value(Object item) {
    if (!(item instanceof Node node) || !node.hasText()) {
      return item;
    }
    try {
      return switch (node.type()) {
        case "boolean" -> Boolean.valueOf(node.text());
        case "integer", "unsignedInt", "positiveInt", "decimal" -> new BigDecimal(node.text());
        case "date", "dateTime", "instant", "time" -> new Moment(node.text());
        default -> node.text();
      };
    } catch (NumberFormatException e) {
      throw new Untranslatable("number");
    }
  }

  /** Null if there is none; more than one is for the engine. */
  static Object single(List<Object> items) {
    if (items.isEmpty()) {
      return null;
    }
    if (items.size() > 1) {
      throw new Untranslatable("more than one");
    }
    return value(items.get(0));
  }

  static String string(List<Object> items) {
    Object value = single(items);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Moment moment) {
      return moment.text();
    }
    throw new Untranslatable("no string");
  }

  static BigDecimal number(List<Object> items) {
    Object value = single(items);
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    throw new Untranslatable("no number");
  }

  /** Null for empty; an object counts as true. */
  static Boolean truth(List<Object> items) {
    Object value = single(items);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    if (value instanceof Node) {
      return true;
    }
    throw new Untranslatable("no truth");
  }

  static List<Object> of(Boolean truth) {
    return truth == null ? List.of() : List.of(truth);
  }

  /** Null if it cannot be told (FHIRPath 6.1.1). */
  static Boolean equal(List<Object> left, List<Object> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return null;
    }
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      Boolean same = equal(left.get(i), right.get(i));
      if (same == null || !same) {
        return same;
      }
    }
    return true;
  }

  static Boolean equal(Object left, Object right) {
    Object one = value(left);
    Object other = value(right);
    if (one instanceof BigDecimal number && other instanceof BigDecimal second) {
      return number.compareTo(second) == 0;
    }
    if (one instanceof Moment first && other instanceof Moment second) {
      Integer order = first.compare(second);
      return order == null ? null : order == 0;
    }
    if (one instanceof Moment first && other instanceof String text) {
      return first.text().equals(text);
    }
    if (one instanceof String text && other instanceof Moment second) {
      return second.text().equals(text);
    }
    if (one instanceof Node first && other instanceof Node second) {
      return first == second || alike(first, second);
    }
    if (one instanceof Node || other instanceof Node) {
      throw new Untranslatable("object and value");
    }
    return one.equals(other);
  }

  private static boolean alike(Node one, Node other) {
    if (one.hasText() != other.hasText()
        || one.hasText() && !one.text().equals(other.text())
        || one.children().size() != other.children().size()) {
      return false;
    }
    for (int i = 0; i < one.children().size(); i++) {
      Node child = one.children().get(i);
      Node second = other.children().get(i);
      if (!child.name().equals(second.name()) || !alike(child, second)) {
        return false;
      }
    }
    return true;
  }

  static boolean contains(List<Object> items, Object wanted) {
    for (Object each : items) {
      if (Boolean.TRUE.equals(equal(each, wanted))) {
        return true;
      }
    }
    return false;
  }

  static List<Object> distinct(List<Object> items) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (Object each : items) {
      if (!(value(each) instanceof String text)) {
        return distinctOfAnyKind(items);
      }
      texts.putIfAbsent(text, each);
    }
    return List.copyOf(texts.values());
  }

  /** Each is compared with each: only of so many. */
  private static List<Object> distinctOfAnyKind(List<Object> items) {
    if (items.size() > MOST_COMPARED) {
      throw new RuleException("too many to compare");
    }
    List<Object> distinct = new ArrayList<>();
    for (Object each : items) {
      if (!contains(distinct, each)) {
        distinct.add(each);
      }
    }
    return distinct;
  }

  /** Of a node its FHIR type, of a value FHIRPath's own. */
  static boolean is(Object item, String type) {
    if (item instanceof Node node) {
      return node.type().equals(type);
    }
    return switch (type) {
      case "String", "string" -> item instanceof String;
      case "Boolean", "boolean" -> item instanceof Boolean;
      default -> throw new Untranslatable("type of a value");
    };
  }
}
