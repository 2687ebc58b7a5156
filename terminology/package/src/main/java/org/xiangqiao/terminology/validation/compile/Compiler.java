package org.xiangqiao.terminology.validation.compile;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionSlicingComponent;
import org.hl7.fhir.r4.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.ExtensionContextType;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionContextComponent;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Binding;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Bounds;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Discriminator;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Slicing;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Context;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Problem;
import org.xiangqiao.terminology.validation.invariant.Rule;
import org.xiangqiao.terminology.validation.invariant.RuleException;
import org.xiangqiao.terminology.validation.invariant.Rules;
import org.xiangqiao.terminology.validation.invariant.Selection;
import org.xiangqiao.terminology.validation.json.JsonTreeReader;
import org.xiangqiao.terminology.validation.json.Node;

/** Makes a tree of checks from a snapshot (R4 profiling.html#snapshot). */
final class Compiler {

  private static final String MAX_VALUE_SET =
      "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";
  private static final String BEST_PRACTICE =
      "http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice";
  private static final int DEPTH = 50;
  private static final int ELEMENTS = 10_000;

  private final FhirContext context;
  private final Rules rules;
  private final JsonTreeReader values = new JsonTreeReader(DEPTH, ELEMENTS);

  Compiler(FhirContext context, Rules rules) {
    this.context = context;
    this.rules = rules;
  }

  StructureCheck compile(StructureDefinition definition) {
    List<Problem> problems = new ArrayList<>();
    Map<String, ElementCheck> byId = new LinkedHashMap<>();
    ElementCheck root = null;
    for (ElementDefinition element : definition.getSnapshot().getElement()) {
      ElementCheck check = element(definition, element, problems);
      if (root == null) {
        root = check;
      } else {
        place(check, byId, problems);
      }
      byId.put(check.id(), check);
    }
    if (root == null) {
      problems.add(new Problem("profile-no-snapshot", List.of(definition.getUrl())));
    }
    return new StructureCheck(
        definition.getUrl(),
        definition.getVersion(),
        definition.getType(),
        "Extension".equals(definition.getType()),
        root,
        Map.copyOf(byId),
        contexts(definition),
        contextRules(definition),
        List.copyOf(problems));
  }

  private List<Context> contexts(StructureDefinition definition) {
    List<Context> contexts = new ArrayList<>();
    definition
        .getContext()
        .forEach(
            each ->
                contexts.add(
                    new Context(each.getType().toCode(), each.getExpression(), selection(each))));
    KnownSlips.place(definition.getUrl())
        .ifPresent(place -> contexts.add(new Context("element", place, null)));
    return List.copyOf(contexts);
  }

  private Selection selection(StructureDefinitionContextComponent context) {
    try {
      return context.getType() == ExtensionContextType.FHIRPATH
          ? rules.selection(context.getExpression())
          : null;
    } catch (RuleException e) {
      return null;
    }
  }

  private List<InvariantCheck> contextRules(StructureDefinition definition) {
    return definition.getContextInvariant().stream()
        .map(StringType::getValue)
        .map(
            expression ->
                new InvariantCheck(
                    expression,
                    IssueSeverity.ERROR,
                    null,
                    definition.getUrl(),
                    rule("", expression)))
        .toList();
  }

  /** Under its parent, as a child or as a slice of one. */
  private static void place(
      ElementCheck check, Map<String, ElementCheck> byId, List<Problem> problems) {
    String id = check.id();
    int point = id.lastIndexOf('.');
    int colon = id.indexOf(':', point);
    if (colon < 0) {
      ElementCheck parent = point < 0 ? null : byId.get(id.substring(0, point));
      if (parent == null) {
        problems.add(new Problem("profile-element-without-parent", List.of(id)));
      } else {
        parent.child(check);
      }
      return;
    }
    int slash = id.lastIndexOf('/');
    ElementCheck sliced = slash > colon ? byId.get(id.substring(0, slash)) : null;
    if (sliced == null) {
      sliced = byId.get(id.substring(0, colon));
    }
    if (sliced == null) {
      problems.add(new Problem("profile-element-without-parent", List.of(id)));
    } else {
      sliced.slice(check);
    }
  }

  private ElementCheck element(
      StructureDefinition definition, ElementDefinition element, List<Problem> problems) {
    Contradictions.find(element, problems);
    return new ElementCheck(
        element,
        element.getType().stream().map(Compiler::type).toList(),
        value(element.getFixed()),
        value(element.getPattern()),
        bounds(element),
        binding(element),
        slicing(element, problems),
        invariants(definition, element));
  }

  private static AllowedType type(TypeRefComponent type) {
    return new AllowedType(
        TypeCodes.of(type),
        type.getProfile().stream().map(CanonicalType::getValue).toList(),
        type.getTargetProfile().stream().map(CanonicalType::getValue).toList(),
        type.getAggregation().stream().map(mode -> mode.getValue().toCode()).toList());
  }

  private Node value(Type value) {
    if (value == null) {
      return null;
    }
    if (value.isPrimitive()) {
      return Node.primitive(value.primitiveValue());
    }
    return values.read(context.newJsonParser().encodeToString(value)).root();
  }

  private Bounds bounds(ElementDefinition element) {
    return new Bounds(
        element.hasMaxLength() && element.getMaxLength() > 0 ? element.getMaxLength() : null,
        element.hasMinValue() ? element.getMinValue().primitiveValue() : null,
        element.hasMaxValue() ? element.getMaxValue().primitiveValue() : null,
        element.hasMinValueQuantity() ? value(element.getMinValueQuantity()) : null,
        element.hasMaxValueQuantity() ? value(element.getMaxValueQuantity()) : null);
  }

  private static Binding binding(ElementDefinition element) {
    if (!element.hasBinding() || !element.getBinding().hasValueSet()) {
      return null;
    }
    Extension most = element.getBinding().getExtensionByUrl(MAX_VALUE_SET);
    return new Binding(
        element.getBinding().getStrength(),
        element.getBinding().getValueSet(),
        most == null ? null : most.getValue().primitiveValue());
  }

  private static Slicing slicing(ElementDefinition element, List<Problem> problems) {
    if (!element.hasSlicing()) {
      return null;
    }
    ElementDefinitionSlicingComponent slicing = element.getSlicing();
    List<Discriminator> discriminators = new ArrayList<>();
    for (var each : slicing.getDiscriminator()) {
      List<PathStep> steps = PathStep.parse(each.getPath());
      if (steps == null) {
        problems.add(new Problem("profile-discriminator", List.of(element.getId())));
      } else {
        discriminators.add(new Discriminator(each.getType(), each.getPath(), steps));
      }
    }
    return new Slicing(List.copyOf(discriminators), slicing.getRules(), slicing.getOrdered());
  }

  private List<InvariantCheck> invariants(
      StructureDefinition definition, ElementDefinition element) {
    List<InvariantCheck> checks = new ArrayList<>();
    for (ElementDefinitionConstraintComponent constraint : element.getConstraint()) {
      if (constraint.hasExpression()
          && !BuiltInRules.WITHOUT_EXPRESSION.contains(constraint.getKey())
          && !constraint.hasExtension(BEST_PRACTICE)) {
        checks.add(invariant(definition, constraint));
      }
    }
    return List.copyOf(checks);
  }

  private InvariantCheck invariant(
      StructureDefinition definition, ElementDefinitionConstraintComponent constraint) {
    return new InvariantCheck(
        constraint.getKey(),
        constraint.getSeverity() == ConstraintSeverity.WARNING
            ? IssueSeverity.WARNING
            : IssueSeverity.ERROR,
        constraint.getHuman(),
        constraint.hasSource() ? constraint.getSource() : definition.getUrl(),
        rule(constraint.getKey(), constraint.getExpression()));
  }

  private Rule rule(String key, String expression) {
    try {
      return rules.of(KnownSlips.mended(key, expression));
    } catch (RuleException e) {
      return null;
    }
  }
}
