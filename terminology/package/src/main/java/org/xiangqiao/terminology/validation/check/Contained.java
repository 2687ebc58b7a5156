package org.xiangqiao.terminology.validation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** Contained resources are referred to, or refer to what contains them (R4 dom-3). */
final class Contained {

  /** A link or image of a narrative (R4 narrative.html#id). */
  private static final Pattern LINK = Pattern.compile("(?:src|href)\\s*=\\s*[\"']#([^\"']+)[\"']");

  private Contained() {}

  static void orphans(Node resource, Findings findings) {
    List<Node> contained = resource.all("contained").toList();
    if (contained.isEmpty()) {
      return;
    }
    Map<String, Set<String>> from = new HashMap<>();
    contained.forEach(each -> from.put(each.childText("id"), references(each, null)));
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(references(resource, "contained"));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (reached.add(id)) {
        open.addAll(from.getOrDefault(id, Set.of()));
      }
    }
    for (Node each : contained) {
      String id = each.childText("id");
      if (id != null && !reached.contains(id) && !from.get(id).contains("")) {
        findings.error(IssueType.INVALID, each, "contained-orphan", "");
      }
    }
  }

  /** An id names one of them (R4 references.html#contained). */
  static void twice(Node resource, Findings findings) {
    Set<String> ids = new HashSet<>();
    resource
        .all("contained")
        .filter(each -> each.childText("id") != null && !ids.add(each.childText("id")))
        .forEach(each -> findings.error(IssueType.DUPLICATE, each, "contained-twice", ""));
  }

  /** Ids behind {@code #}, without those in children of that name. */
  private static Set<String> references(Node node, String without) {
    Set<String> ids = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(node);
    while (!open.isEmpty()) {
      Node each = open.pop();
      if (each.type().equals("xhtml") && each.hasText()) {
        LINK.matcher(each.text()).results().forEach(link -> ids.add(link.group(1)));
      }
      boolean link = each.hasText() && each.text().startsWith("#");
      if (link
          && (each.name().equals("reference")
              || each.type().equals("canonical")
              || each.type().equals("uri")
              || each.type().equals("url"))) {
        ids.add(each.text().substring(1));
      }
      for (Node child : each.children()) {
        if (!child.name().equals(without)) {
          open.push(child);
        }
      }
    }
    return ids;
  }
}
