package org.xiangqiao.terminology.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Puts findings into words. An invariant of a profile is told in the words of the profile; a rule
 * that the catalogue does not have, by its id.
 */
public final class ClerkMessages {

  private static final String INVARIANT = "invariant-broken";

  private final RuleCatalogue catalogue;
  private final ElementNames names;
  private final Map<String, Words> invariants = new HashMap<>();

  /**
   * @param profiles whose elements and invariants have words in Chinese and English
   */
  public ClerkMessages(RuleCatalogue catalogue, List<StructureDefinition> profiles) {
    this.catalogue = catalogue;
    this.names = new ElementNames(profiles);
    for (StructureDefinition profile : profiles) {
      for (ElementDefinition each : profile.getDifferential().getElement()) {
        each.getConstraint()
            .forEach(rule -> invariants.put(rule.getKey(), Words.split(rule.getHuman())));
      }
    }
  }

  /**
   * What is to be said.
   *
   * @param rule id of the rule, or key of an invariant
   * @param key of the words, where the rule is an invariant's
   * @param type of the resource
   * @param location FHIRPath of the element
   * @param profile canonical of the profile that asks for it, or null
   * @param arguments of the words; never a value of the resource
   */
  public record Asked(
      String rule,
      String key,
      String type,
      String location,
      String profile,
      List<String> arguments) {

    public Asked {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * @param shape of the value, by {@link ValueShape}; null if there is none to tell
   */
  public ClerkMessage of(Asked asked, Words shape) {
    Words element = names.of(asked.type(), asked.location(), asked.profile());
    Words own = invariants.get(asked.rule());
    Rule rule =
        catalogue
            .find(asked.rule())
            .or(() -> catalogue.find(asked.key()))
            .orElseGet(() -> new Rule(asked.rule(), unknown(), unknown()));
    Words text =
        own != null
            ? new Words("{element}：" + own.chinese(), "{element}: " + own.english())
            : rule.text();
    return new ClerkMessage(
        element,
        filled(text, asked, element, shape),
        filled(rule.remedy(), asked, element, shape),
        (own != null ? INVARIANT : rule.id()) + ".md");
  }

  private static Words unknown() {
    return new Words("{element}不符合规则 {rule}。", "{element} breaks the rule {rule}.");
  }

  private static Words filled(Words template, Asked asked, Words element, Words shape) {
    return new Words(
        fill(
            template.chinese(),
            asked,
            element.chinese(),
            shape == null ? "" : "（现为" + shape.chinese() + "）"),
        fill(
            template.english(),
            asked,
            element.english(),
            shape == null ? "" : " (now " + shape.english() + ")"));
  }

  private static String fill(String template, Asked asked, String element, String shape) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      int end = template.charAt(i) == '{' ? template.indexOf('}', i) : -1;
      if (end < 0) {
        text.append(template.charAt(i));
      } else {
        text.append(value(template.substring(i + 1, end), asked, element, shape));
        i = end;
      }
    }
    return text.toString();
  }

  private static String value(String name, Asked asked, String element, String shape) {
    return switch (name) {
      case "element" -> element;
      case "shape" -> shape;
      case "rule" -> asked.rule();
      default -> {
        int place = Integer.parseInt(name);
        yield place < asked.arguments().size() ? asked.arguments().get(place) : "";
      }
    };
  }
}
