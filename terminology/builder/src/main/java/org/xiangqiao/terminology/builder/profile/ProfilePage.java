package org.xiangqiao.terminology.builder.profile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionBindingComponent;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionContextComponent;

/** One profile (数据规范) as Markdown for people: what it asks beyond its base. */
final class ProfilePage {

  private static final String SOURCES = "../../../terminology/package/src/main/fhir/";
  private static final String OWN = "https://fhir.xiangqiao.org/";

  private final StructureDefinition profile;
  private final List<String> valid;
  private final Map<String, String> invalid;

  /**
   * @param profile with its snapshot
   * @param valid names of its valid examples
   * @param invalid names of its invalid examples, with what each breaks
   */
  ProfilePage(StructureDefinition profile, List<String> valid, Map<String, String> invalid) {
    this.profile = profile;
    this.valid = valid;
    this.invalid = invalid;
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(profile.getTitle()).append("\n\n");
    page.append(profile.getDescription().strip()).append("\n\n");
    page.append("| | |\n|---|---|\n");
    page.append("| 标识 Canonical | `").append(profile.getUrl()).append("` |\n");
    page.append("| 基于 Based on | ").append(name(profile.getBaseDefinition())).append(" |\n");
    if (profile.hasContext()) {
      page.append("| 用于 Used on | ").append(contexts()).append(" |\n");
    }
    page.append("| 来源 Source | [`").append(id()).append(".yaml`](").append(SOURCES);
    page.append("StructureDefinition/").append(id()).append(".yaml) |\n\n");
    elements(page);
    rules(page);
    examples(page);
    return page.toString();
  }

  private void elements(StringBuilder page) {
    page.append("## 元素 Elements\n\n");
    page.append("Must support (必须支持) is marked **MS**; what is not listed is as in the base.\n\n");
    page.append("| 元素 Element | 基数 Card. | MS | 类型 Type | 值集 Binding | 规则 Rule |\n");
    page.append("|---|---|---|---|---|---|\n");
    Map<String, ElementDefinition> complete =
        profile.getSnapshot().getElement().stream()
            .collect(Collectors.toMap(ElementDefinition::getId, Function.identity()));
    for (ElementDefinition element : profile.getDifferential().getElement()) {
      row(page, element, complete.getOrDefault(element.getId(), element));
    }
    page.append('\n');
  }

  private static void row(StringBuilder page, ElementDefinition said, ElementDefinition complete) {
    page.append("| `").append(said.getId()).append("` | ");
    page.append(complete.getMin()).append("..").append(complete.getMax()).append(" | ");
    page.append(complete.getMustSupport() ? "**MS**" : "").append(" | ");
    page.append(types(complete)).append(" | ");
    page.append(binding(complete)).append(" | ");
    page.append(cell(text(said))).append(" |\n");
  }

  private static String text(ElementDefinition element) {
    StringBuilder text = new StringBuilder(element.hasShort() ? element.getShort() : "");
    if (element.hasFixed() || element.hasPattern()) {
      var value = element.hasFixed() ? element.getFixed() : element.getPattern();
      text.append(text.isEmpty() ? "" : "<br>").append("= ").append(Values.shown(value));
    }
    if (element.hasDefinition()) {
      text.append(text.isEmpty() ? "" : "<br>").append(element.getDefinition());
    }
    element.getConstraint().forEach(rule -> text.append(" [`" + rule.getKey() + "`]"));
    return text.toString();
  }

  private static String types(ElementDefinition element) {
    if (element.getType().size() > 6) {
      return "";
    }
    return element.getType().stream().map(ProfilePage::type).collect(Collectors.joining(", "));
  }

  private static String type(TypeRefComponent type) {
    List<CanonicalType> more =
        type.hasTargetProfile() ? type.getTargetProfile() : type.getProfile();
    String code = type.getWorkingCode();
    return more.isEmpty()
        ? code
        : more.stream()
            .map(each -> name(each.getValue()))
            .collect(Collectors.joining(" \\| ", code + "(", ")"));
  }

  private static String binding(ElementDefinition element) {
    if (!element.hasBinding() || !element.getBinding().hasValueSet()) {
      return "";
    }
    ElementDefinitionBindingComponent binding = element.getBinding();
    String set = binding.getValueSet().replaceAll("\\|.*", "");
    String last = set.substring(set.lastIndexOf('/') + 1);
    String shown =
        set.startsWith(OWN)
            ? "[" + last + "](" + SOURCES + "ValueSet/" + last + ".yaml)"
            : "[" + last + "](" + set + ")";
    return shown + " " + binding.getStrength().toCode();
  }

  private void rules(StringBuilder page) {
    List<ElementDefinition> ruled =
        profile.getDifferential().getElement().stream()
            .filter(ElementDefinition::hasConstraint)
            .toList();
    if (ruled.isEmpty()) {
      return;
    }
    page.append("## 规则 Rules\n\n| 规则 Rule | 元素 Element | 程度 Severity | 说明 Meaning |\n");
    page.append("|---|---|---|---|\n");
    for (ElementDefinition element : ruled) {
      element
          .getConstraint()
          .forEach(
              rule ->
                  page.append(
                      "| `%s` | `%s` | %s | %s |\n"
                          .formatted(
                              rule.getKey(),
                              element.getId(),
                              rule.getSeverity().toCode(),
                              cell(rule.getHuman()))));
    }
    page.append('\n');
  }

  private void examples(StringBuilder page) {
    if (valid.isEmpty() && invalid.isEmpty()) {
      return;
    }
    page.append("## 示例 Examples\n\n");
    for (String name : valid) {
      page.append("- 合格 Valid: ").append(link("valid", name)).append('\n');
    }
    invalid.forEach(
        (name, breaks) ->
            page.append("- 不合格 Invalid: ")
                .append(link("invalid", name))
                .append(" breaks `")
                .append(breaks)
                .append("`\n"));
  }

  private String link(String kind, String name) {
    return "[" + name + "](" + SOURCES + "examples/" + kind + "/" + id() + "/" + name + ".yaml)";
  }

  private String contexts() {
    return profile.getContext().stream()
        .map(StructureDefinitionContextComponent::getExpression)
        .collect(Collectors.joining("`, `", "`", "`"));
  }

  private String id() {
    return profile.getIdPart();
  }

  /** A page of its own where there is one. */
  private static String name(String canonical) {
    String last = canonical.substring(canonical.lastIndexOf('/') + 1);
    return canonical.startsWith(OWN) ? "[" + last + "](" + last + ".md)" : last;
  }

  private static String cell(String text) {
    return text.strip().replace("\n", " ").replace("|", "\\|");
  }
}
