package org.xiangqiao.server.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * What can be read of a resource (R4 search.html#all).
 *
 * @param narrative its narrative without markup; empty if it has none
 * @param content every text: narrative, names, displays, notes, identifiers, codes; contained
 *     resources too
 */
record ResourceText(String narrative, String content) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of elements that hold addresses, times or bytes instead of words. */
  private static final Set<String> NO_WORDS =
      Set.of(
          "resourceType",
          "id",
          "meta",
          "implicitRules",
          "system",
          "url",
          "reference",
          "profile",
          "contentType",
          "data",
          "hash",
          "lastUpdated",
          "language");

  /** Elements of XHTML that stand inside a word without parting it. */
  private static final Pattern INLINE =
      Pattern.compile(
          "</?(?:a|abbr|b|big|cite|code|em|font|i|q|small|span|strong|sub|sup|tt|u)(?:\\s[^>]*)?/?>",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MARKUP = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);

  static ResourceText of(String json) {
    JsonNode resource;
    try {
      resource = JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a stored resource is no JSON", broken);
    }
    String narrative = plain(resource.path("text").path("div").asText(""));
    StringBuilder content = new StringBuilder();
    add(resource, content);
    return new ResourceText(narrative, content.toString());
  }

  private static void add(JsonNode node, StringBuilder content) {
    if (node.isTextual()) {
      content.append(node.textValue()).append('\n');
      return;
    }
    if (node.isArray()) {
      node.forEach(each -> add(each, content));
      return;
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (each.getKey().equals("div")) {
        content.append(plain(each.getValue().asText(""))).append('\n');
      } else if (!NO_WORDS.contains(each.getKey())) {
        add(each.getValue(), content);
      }
    }
  }

  static String plain(String xhtml) {
    String joined = INLINE.matcher(xhtml).replaceAll("");
    return HtmlUtils.htmlUnescape(MARKUP.matcher(joined).replaceAll(" ")).strip();
  }
}
