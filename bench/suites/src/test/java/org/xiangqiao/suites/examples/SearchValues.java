package org.xiangqiao.suites.examples;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.Timing;
import org.xiangqiao.suites.OfficialParameters;

/**
 * The conditions by which a resource must be found, written as R4 search.html says from what the
 * official expressions find in it. Knows nothing of the server's index.
 */
final class SearchValues {

  private static final Pattern RELATIVE =
      Pattern.compile("([A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?");
  private static final Pattern VERSION = Pattern.compile("/_history/[^/]+$");
  private static final String CURRENCIES = "urn:iso:std:iso:4217";

  private final OfficialParameters parameters;

  SearchValues(OfficialParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * @param name with its modifier, if any
   * @param value escaped as in a URL, not percent-encoded
   */
  record Condition(String name, String value) {}

  Set<Condition> of(SearchParameter parameter, Resource resource) {
    Set<Condition> conditions = new LinkedHashSet<>();
    for (Base element : parameters.values(parameter, resource)) {
      if (parameter.getType() == org.hl7.fhir.r4.model.Enumerations.SearchParamType.COMPOSITE) {
        composites(parameter, resource, element)
            .forEach(value -> conditions.add(new Condition(parameter.getCode(), value)));
      } else {
        plain(parameter, element).forEach(conditions::add);
      }
    }
    return conditions;
  }

  private static Stream<Condition> plain(SearchParameter parameter, Base element) {
    String name = parameter.getCode();
    if (name.equals("phonetic")) {
      // It compares sounds of given and family names, not texts: it has tests of its own.
      return Stream.empty();
    }
    Stream<String> values =
        switch (parameter.getType()) {
          case TOKEN -> tokens(element).stream();
          case STRING -> strings(element);
          case URI -> Stream.ofNullable(element.primitiveValue()).map(SearchValues::escaped);
          case DATE -> dates(element);
          case REFERENCE -> references(element);
          case NUMBER -> Stream.ofNullable(element.primitiveValue());
          case QUANTITY -> quantities(element).stream();
          default -> Stream.empty();
        };
    Stream<Condition> conditions = values.map(value -> new Condition(name, value));
    if (element instanceof Reference reference && reference.hasIdentifier()) {
      Stream<Condition> identified =
          tokens(reference.getIdentifier()).stream()
              .map(value -> new Condition(name + ":identifier", value));
      return Stream.concat(conditions, identified);
    }
    return conditions;
  }

  private static List<String> tokens(Base element) {
    List<String> values = new ArrayList<>();
    if (element instanceof Coding coding) {
      token(values, coding.getSystem(), coding.getCode());
    } else if (element instanceof CodeableConcept concept) {
      concept.getCoding().forEach(coding -> token(values, coding.getSystem(), coding.getCode()));
    } else if (element instanceof Identifier identifier) {
      token(values, identifier.getSystem(), identifier.getValue());
    } else if (element instanceof ContactPoint contact) {
      if (contact.hasValue()) {
        values.add(escaped(contact.getValue()));
      }
    } else if (element instanceof PrimitiveType<?> primitive && primitive.hasValue()) {
      values.add(escaped(primitive.getValueAsString()));
    }
    return values;
  }

  private static void token(List<String> values, String system, String code) {
    if (code != null && !code.isBlank()) {
      values.add(escaped(code));
      values.add((system == null ? "" : escaped(system)) + "|" + escaped(code));
    }
    if (system != null) {
      values.add(escaped(system) + "|");
    }
  }

  private static Stream<String> strings(Base element) {
    Stream<String> texts;
    if (element instanceof HumanName name) {
      texts =
          Stream.of(
                  Stream.of(name.getFamily(), name.getText()),
                  name.getGiven().stream().map(PrimitiveType::getValue),
                  name.getPrefix().stream().map(PrimitiveType::getValue),
                  name.getSuffix().stream().map(PrimitiveType::getValue))
              .flatMap(part -> part);
    } else if (element instanceof Address address) {
      texts =
          Stream.concat(
              address.getLine().stream().map(PrimitiveType::getValue),
              Stream.of(
                  address.getText(),
                  address.getCity(),
                  address.getDistrict(),
                  address.getState(),
                  address.getPostalCode(),
                  address.getCountry()));
    } else {
      texts = Stream.ofNullable(element.primitiveValue());
    }
    return texts
        .filter(Objects::nonNull)
        .filter(text -> !text.isBlank())
        .map(SearchValues::escaped);
  }

  private static Stream<String> dates(Base element) {
    if (element instanceof BaseDateTimeType date) {
      return Stream.ofNullable(date.getValueAsString());
    }
    if (element instanceof Period period) {
      return limits(
          Stream.ofNullable(period.getStartElement().getValueAsString()),
          Stream.ofNullable(period.getEndElement().getValueAsString()));
    }
    if (element instanceof Timing timing) {
      // Only its outer limits count (R4 search.html#date).
      List<String> events =
          timing.getEvent().stream()
              .filter(PrimitiveType::hasValue)
              .sorted(java.util.Comparator.comparing(event -> event.getValue()))
              .map(PrimitiveType::getValueAsString)
              .toList();
      return events.isEmpty()
          ? timing.getRepeat().getBounds() instanceof Period bounds ? dates(bounds) : Stream.empty()
          : limits(Stream.of(events.get(0)), Stream.of(events.get(events.size() - 1)));
    }
    return Stream.empty();
  }

  private static Stream<String> limits(Stream<String> first, Stream<String> last) {
    return Stream.concat(first.map(date -> "ge" + date), last.map(date -> "le" + date));
  }

  private static Stream<String> references(Base element) {
    if (element instanceof Resource resource) {
      String local = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
      return resource.hasId() && RELATIVE.matcher(local).matches()
          ? Stream.of(local)
          : Stream.empty();
    }
    String target =
        element instanceof Reference reference
            ? reference.getReference()
            : element.primitiveValue();
    if (target == null || target.startsWith("#")) {
      return Stream.empty();
    }
    if (element.isPrimitive()) {
      // A bar is part of a canonical, not to be escaped; what is no URL would be taken for an id.
      return target.contains(":") ? Stream.of(target.replace(",", "\\,")) : Stream.empty();
    }
    Matcher local = RELATIVE.matcher(target);
    if (local.matches()) {
      return Stream.of(local.group(1));
    }
    return target.startsWith("urn:") || target.contains("://")
        ? Stream.of(escaped(VERSION.matcher(target).replaceFirst("")))
        : Stream.empty();
  }

  private static List<String> quantities(Base element) {
    List<String> values = new ArrayList<>();
    if (element instanceof Quantity quantity
        && quantity.getValue() != null
        && !quantity.hasComparator()) {
      String number = quantity.getValueElement().getValueAsString();
      values.add(number);
      if (quantity.hasSystem() && quantity.hasCode()) {
        values.add(
            number + "|" + escaped(quantity.getSystem()) + "|" + escaped(quantity.getCode()));
      }
      if (quantity.hasCode() || quantity.hasUnit()) {
        String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
        values.add(number + "||" + escaped(unit));
      }
    } else if (element instanceof Money money && money.getValue() != null) {
      String number = money.getValueElement().getValueAsString();
      values.add(number);
      if (money.hasCurrency()) {
        values.add(number + "|" + CURRENCIES + "|" + money.getCurrency());
      }
    }
    return values;
  }

  /** Every combination of what the components find in one element, systems alone left out. */
  private Set<String> composites(SearchParameter composite, Resource resource, Base element) {
    Set<String> values = Set.of("");
    for (SearchParameter.SearchParameterComponentComponent component : composite.getComponent()) {
      SearchParameter definition = parameters.definition(component.getDefinition());
      boolean fromTop = component.getExpression().startsWith("%resource.");
      String expression = component.getExpression().replace("%resource.", "");
      Set<String> longer = new LinkedHashSet<>();
      for (Base part : parameters.evaluate(fromTop ? resource : element, expression)) {
        for (String before : values) {
          plain(definition, part)
              .filter(condition -> condition.name().equals(definition.getCode()))
              .filter(condition -> !condition.value().endsWith("|"))
              .forEach(
                  condition ->
                      longer.add(
                          before.isEmpty() ? condition.value() : before + "$" + condition.value()));
        }
      }
      values = longer;
    }
    return values;
  }

  /** R4 search.html#escaping. */
  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$");
  }
}
