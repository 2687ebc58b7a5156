package org.xiangqiao.terminology.service.property;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem.PropertyComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

/**
 * One filter of a value set as a question about a concept, over any code system (R4
 * valueset-filter-operator.html).
 */
public final class ConceptFilter {

  private static final Set<String> CODE = Set.of("concept", "code");
  private static final Set<String> KNOWN =
      Set.of(
          "notSelectable", "status", "inactive", "deprecated", "parent", "display", "definition");

  private final CodeSystemContent system;
  private final PropertyRoles roles;

  public ConceptFilter(CodeSystemContent system) {
    this.system = system;
    this.roles = new PropertyRoles(system.about());
  }

  /**
   * @throws UnsupportedFilterException if the code system does not define it
   */
  public Predicate<Concept> of(Filter filter) {
    if (CODE.contains(filter.property())) {
      return ofCode(filter);
    }
    if (filter.property().equals("child") && filter.op().equals("exists")) {
      boolean wanted = Boolean.parseBoolean(filter.value());
      return concept -> system.children(concept.code()).isEmpty() != wanted;
    }
    boolean defined =
        KNOWN.contains(filter.property())
            || system.about().getProperty().stream()
                .map(PropertyComponent::getCode)
                .anyMatch(filter.property()::equals);
    if (!defined) {
      throw new UnsupportedFilterException(filter);
    }
    return ofValues(filter);
  }

  private Predicate<Concept> ofCode(Filter filter) {
    String value = filter.value();
    return switch (filter.op()) {
      case "is-a" -> each -> same(each, value) || system.subsumes(value, each.code());
      case "descendent-of" -> each -> system.subsumes(value, each.code());
      case "is-not-a" -> each -> !same(each, value) && !system.subsumes(value, each.code());
      case "generalizes" -> each -> same(each, value) || system.subsumes(each.code(), value);
      case "child-of" -> each -> each.parents().contains(value);
      case "descendent-leaf" ->
          each -> system.subsumes(value, each.code()) && system.children(each.code()).isEmpty();
      case "=" -> each -> same(each, value);
      case "in" -> in(value);
      case "not-in" -> in(value).negate();
      case "exists" -> each -> Boolean.parseBoolean(value);
      case "regex" -> {
        Predicate<String> pattern = LinearRegex.of(filter);
        yield each -> pattern.test(each.code());
      }
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private boolean same(Concept concept, String code) {
    return system.about().getCaseSensitive() || !system.about().hasCaseSensitive()
        ? concept.code().equals(code)
        : concept.code().equalsIgnoreCase(code);
  }

  private static Predicate<Concept> in(String codes) {
    Set<String> all = split(codes);
    return each -> all.contains(each.code());
  }

  private Predicate<Concept> ofValues(Filter filter) {
    String wanted = filter.value();
    return switch (filter.op()) {
      case "=" -> each -> values(each, filter.property()).anyMatch(wanted::equals);
      case "in" -> {
        Set<String> all = split(wanted);
        yield each -> values(each, filter.property()).anyMatch(all::contains);
      }
      case "not-in" -> {
        Set<String> all = split(wanted);
        yield each -> values(each, filter.property()).noneMatch(all::contains);
      }
      case "exists" -> {
        boolean some = Boolean.parseBoolean(wanted);
        yield each -> values(each, filter.property()).findAny().isPresent() == some;
      }
      case "regex" -> {
        Predicate<String> pattern = LinearRegex.of(filter);
        yield each -> values(each, filter.property()).anyMatch(pattern);
      }
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private Stream<String> values(Concept concept, String property) {
    return switch (property) {
      case "inactive" -> Stream.of(String.valueOf(concept.inactive()));
      case "deprecated" -> Stream.of(String.valueOf(ConceptStatus.deprecated(concept)));
      case "status" -> Stream.ofNullable(ConceptStatus.of(concept));
      case "parent" -> concept.parents().stream();
      case "display" -> Stream.ofNullable(concept.display());
      case "definition" -> Stream.ofNullable(concept.definition());
      default -> stored(concept, property);
    };
  }

  private Stream<String> stored(Concept concept, String property) {
    boolean selectable = roles.is(PropertyRoles.Role.NOT_SELECTABLE, property);
    return concept.properties().stream()
        .filter(
            each ->
                each.code().equals(property)
                    || selectable && roles.is(PropertyRoles.Role.NOT_SELECTABLE, each.code()))
        .map(ConceptStatus::text);
  }

  private static Set<String> split(String list) {
    List<String> parts = Arrays.asList(list.split(","));
    return parts.stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
  }
}
