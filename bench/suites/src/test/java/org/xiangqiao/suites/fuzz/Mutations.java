package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Breaks valid bodies: in their structure, in their text, in their bytes. */
final class Mutations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Mutations() {}

  /** Some nodes of the tree become something else. */
  static String json(Chance chance, ObjectNode resource) {
    int changes = chance.in(10) ? 0 : 1 + chance.below(3);
    for (int i = 0; i < changes; i++) {
      change(chance, resource);
    }
    String text = resource.toString();
    return chance.in(25) ? text(chance, text) : text;
  }

  private static void change(Chance chance, ObjectNode resource) {
    List<JsonNode> containers = new ArrayList<>();
    collect(resource, containers);
    JsonNode container = chance.of(containers);
    if (container instanceof ArrayNode array) {
      int size = array.size();
      switch (chance.below(5)) {
        case 0 -> array.add(value(chance));
        case 1 -> array.insert(0, size == 0 ? value(chance) : array.get(0).deepCopy());
        case 2 -> array.removeAll();
        case 3 -> array.add(array.deepCopy());
        default -> {
          if (size > 0) {
            array.set(chance.below(size), value(chance));
          }
        }
      }
      return;
    }
    ObjectNode object = (ObjectNode) container;
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "x" : chance.of(names);
    switch (chance.below(7)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      case 2 -> object.set("_" + name, chance.in(50) ? value(chance) : object.get(name));
      case 3 -> object.set(chance.of(ELEMENTS), value(chance));
      case 4 -> object.set(name, NODES.arrayNode().add(object.get(name)));
      default -> object.set(name, value(chance));
    }
  }

  private static final List<String> ELEMENTS =
      List.of(
          "id",
          "meta",
          "text",
          "contained",
          "extension",
          "modifierExtension",
          "language",
          "resourceType",
          "implicitRules",
          "fhir_comments",
          "identifier",
          "subject",
          "reference",
          "value",
          "valueQuantity",
          "valueDecimal",
          "entry",
          "request",
          "",
          "_id",
          "\u0000");

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode value(Chance chance) {
    switch (chance.below(14)) {
      case 0:
        return NODES.nullNode();
      case 1:
        return NODES.booleanNode(chance.in(50));
      case 2:
        return NODES.rawValueNode(
            new com.fasterxml.jackson.databind.util.RawValue(
                chance.of(Words.NUMBERS.subList(0, 16))));
      case 3:
        return NODES.textNode(chance.of(Words.DATES));
      case 4:
        return NODES.textNode(chance.unicode(1 + chance.below(30)));
      case 5:
        return NODES.objectNode();
      case 6:
        return NODES.arrayNode();
      case 7:
        return deep(chance);
      case 8:
        return NODES.textNode("#" + chance.of(Words.TEXTS));
      case 9:
        return NODES.objectNode().put("reference", chance.of(Words.TEXTS));
      case 10:
        return NODES
            .objectNode()
            .put("status", "generated")
            .put("div", chance.among("<div>x</div>", "<div", "&lt;", "<p>&nope;</p>", "x", ""));
      case 11:
        return NODES.objectNode().put("resourceType", chance.of(Words.TYPES)).put("id", "a");
      case 12:
        return NODES.textNode(chance.of(Words.NUMBERS));
      default:
        return NODES.textNode(chance.of(Words.TEXTS));
    }
  }

  private static JsonNode deep(Chance chance) {
    JsonNode node = NODES.textNode("x");
    String name = chance.among("extension", "item", "contained", "a");
    for (int depth = chance.below(chance.among(5, 70, 700)); depth > 0; depth--) {
      node =
          chance.in(50)
              ? NODES.arrayNode().add(node)
              : NODES.objectNode().put("url", "http://x").set(name, node);
    }
    return node;
  }

  /** What no tree can say: twice the same name, broken syntax, numbers beyond all. */
  private static String text(Chance chance, String json) {
    return switch (chance.below(8)) {
      case 0 -> "{\"id\":\"x\"," + json.substring(1);
      case 1 -> json.substring(0, json.length() - 1) + ",\"resourceType\":\"Patient\"}";
      case 2 -> json.substring(0, chance.below(json.length()));
      case 3 -> json + chance.among("}", "x", "\u0000", json);
      case 4 -> "[".repeat(1 + chance.below(20_000));
      case 5 -> "{\"a\":".repeat(1 + chance.below(20_000));
      case 6 -> json.replaceFirst(":\"", ":" + chance.among("'", "\"\\ud800", "\"\\u0000", "\"\t"));
      default -> json.replaceAll("(\\d)", "$1" + "9".repeat(chance.below(300)));
    };
  }

  static String xml(Chance chance, String xml) {
    String name = chance.among("Patient", "Bundle", "x");
    int at = xml.indexOf('>') + 1;
    return switch (chance.below(16)) {
      case 0 ->
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
              + xml.substring(0, at)
              + "<id value=\"&e;\"/>"
              + xml.substring(at);
      case 1 -> bomb() + xml.substring(0, at) + "<id value=\"&i;\"/>" + xml.substring(at);
      case 2 -> "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + xml;
      case 3 ->
          xml.substring(0, at)
              + "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>"
              + xml.substring(at);
      case 4 -> xml.replace("http://hl7.org/fhir", chance.among("", "http://x", "urn:" + name));
      case 5 -> xml.substring(0, chance.below(xml.length()));
      case 6 -> xml.replaceFirst("value=\"[^\"]*\"", "value=\"" + chance.of(XML_VALUES) + "\"");
      case 7 -> ("<" + name + " xmlns=\"http://hl7.org/fhir\">").repeat(chance.below(3000));
      case 8 -> "<?xml version=\"1.0\" encoding=\"" + chance.of(XML_ENCODINGS) + "\"?>" + xml;
      case 9 -> xml.substring(0, at) + "<![CDATA[" + name + "]]>" + xml.substring(at);
      case 10 -> xml.substring(0, at) + "<?php x?><!-- - -->" + xml.substring(at);
      case 11 -> xml.replaceFirst("<(\\w+) value=", "<$1 value=\"a\" value=");
      case 12 ->
          xml.replaceFirst("<(\\w+) value=", "<$1 xmlns:f=\"f\" f:a=\"b\" id=\"&#0;\" value=");
      case 13 -> xml.replaceAll("<(/?)\\w+>", "<$1" + name + ">");
      case 14 ->
          xml.substring(0, at)
              + "<text><status value=\"x\"/><div>"
              + chance.of(XML_VALUES)
              + "</div></text>"
              + xml.substring(at);
      default -> xml;
    };
  }

  private static final List<String> XML_VALUES =
      List.of(
          "",
          "&nope;",
          "&#0;",
          "&#xD800;",
          "&#x110000;",
          "<",
          "1e999999999",
          "2026-02-30",
          "<p>x</p>",
          "x".repeat(5000),
          "&amp;&lt;",
          "\u0001",
          "张",
          "9".repeat(2000));

  private static final List<String> XML_ENCODINGS =
      List.of("UTF-16", "GB18030", "x", "UTF-8", "EBCDIC-CP-US", "ISO-8859-1");

  private static String bomb() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">");
    for (char c = 'b'; c <= 'i'; c++) {
      String before = "&" + (char) (c - 1) + ";";
      bomb.append("<!ENTITY ").append(c).append(" \"").append(before.repeat(10)).append("\">");
    }
    return bomb.append("]>").toString();
  }

  /** Bytes are flipped, cut out, doubled or thrown in. */
  static byte[] bytes(Chance chance, byte[] body) {
    if (body.length == 0) {
      return chance.bytes(chance.below(50));
    }
    byte[] broken = body.clone();
    switch (chance.below(5)) {
      case 0 -> {
        for (int i = chance.below(10); i >= 0; i--) {
          broken[chance.below(broken.length)] ^= (byte) (1 << chance.below(8));
        }
      }
      case 1 -> broken = Arrays.copyOf(broken, chance.below(broken.length));
      case 2 -> broken[chance.below(broken.length)] = (byte) (0x80 | chance.below(128));
      case 3 -> {
        int from = chance.below(broken.length);
        byte[] noise = chance.bytes(1 + chance.below(20));
        System.arraycopy(noise, 0, broken, from, Math.min(noise.length, broken.length - from));
      }
      default -> {
        byte[] mark = chance.among("\ufeff", "\ufeff\ufeff", "\u0000").getBytes(UTF_8);
        byte[] longer = Arrays.copyOf(mark, mark.length + broken.length);
        System.arraycopy(broken, 0, longer, mark.length, broken.length);
        broken = longer;
      }
    }
    return broken;
  }
}
