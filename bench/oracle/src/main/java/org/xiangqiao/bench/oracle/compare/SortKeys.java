package org.xiangqiao.bench.oracle.compare;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing;
import org.xiangqiao.bench.oracle.query.Parameter;
import org.xiangqiao.bench.oracle.query.Records;

/**
 * What a resource is sorted by, as text: of several values the one that comes first in the asked
 * direction (R4 search.html#sort). Resources with the same keys may stand in any order.
 */
final class SortKeys {

  /** R4 leaves the order open: neither this key nor what comes after it can be compared. */
  private static final String OPEN = "(open)";

  private static final String NONE = "(none)";
  private static final String OPEN_START = "-";

  private final Records records;

  SortKeys(Records records) {
    this.records = records;
  }

  /**
   * The keys whose order R4 leaves open: references, codes of several systems, quantities of
   * several units.
   *
   * @param sort value of {@code _sort}
   */
  Set<String> open(List<String> addresses, String sort) {
    Set<String> open = new HashSet<>();
    for (String part : sort.split(",")) {
      String name = name(part);
      Set<String> kinds = new HashSet<>();
      for (String address : addresses) {
        Resource resource = records.at(address).orElseThrow();
        records
            .parameter(resource.fhirType(), name)
            .ifPresent(
                parameter ->
                    records
                        .values(resource, parameter)
                        .forEach(value -> kinds.addAll(kinds(value, parameter.kind()))));
      }
      if (kinds.size() > 1 || kinds.contains(OPEN)) {
        open.add(name);
      }
    }
    return open;
  }

  /** Systems or units of a value. */
  private static List<String> kinds(Base value, RestSearchParameterTypeEnum kind) {
    if (kind == RestSearchParameterTypeEnum.REFERENCE) {
      return List.of(OPEN);
    }
    if (value instanceof Quantity quantity) {
      return List.of(quantity.getSystem() + "|" + quantity.getCode() + "|" + quantity.getUnit());
    }
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().map(Coding::getSystem).map(String::valueOf).toList();
    }
    if (value instanceof Coding coding) {
      return List.of(String.valueOf(coding.getSystem()));
    }
    return value instanceof Identifier identifier
        ? List.of(String.valueOf(identifier.getSystem()))
        : List.of();
  }

  /**
   * @param sort value of {@code _sort}
   * @param open keys at which the comparison ends
   */
  List<String> of(String address, String sort, Set<String> open) {
    Resource resource = records.at(address).orElseThrow();
    List<String> keys = new ArrayList<>();
    for (String part : sort.split(",")) {
      String name = name(part);
      if (open.contains(name)) {
        keys.add(OPEN);
        return keys;
      }
      keys.add(name.equals("_id") ? address : key(resource, name, part.startsWith("-")));
    }
    return keys;
  }

  private static String name(String part) {
    return part.startsWith("-") ? part.substring(1) : part;
  }

  private String key(Resource resource, String name, boolean descending) {
    Optional<Parameter> parameter = records.parameter(resource.fhirType(), name);
    if (parameter.isEmpty()) {
      return NONE;
    }
    RestSearchParameterTypeEnum kind = parameter.get().kind();
    boolean amount =
        kind == RestSearchParameterTypeEnum.NUMBER || kind == RestSearchParameterTypeEnum.QUANTITY;
    Comparator<String> order =
        amount ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder();
    Stream<String> values =
        records.values(resource, parameter.get()).stream()
            .flatMap(value -> texts(value, kind).stream());
    return values.min(descending ? order.reversed() : order).orElse(NONE);
  }

  private static List<String> texts(Base value, RestSearchParameterTypeEnum kind) {
    if (value instanceof HumanName name) {
      List<String> texts = new ArrayList<>();
      add(texts, name.getFamily());
      name.getGiven().forEach(each -> add(texts, each.getValue()));
      name.getPrefix().forEach(each -> add(texts, each.getValue()));
      name.getSuffix().forEach(each -> add(texts, each.getValue()));
      add(texts, name.getText());
      return texts;
    }
    if (value instanceof Address address) {
      List<String> texts = new ArrayList<>();
      address.getLine().forEach(each -> add(texts, each.getValue()));
      add(texts, address.getCity());
      add(texts, address.getDistrict());
      add(texts, address.getState());
      add(texts, address.getCountry());
      add(texts, address.getPostalCode());
      add(texts, address.getText());
      return texts;
    }
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().map(SortKeys::token).toList();
    }
    if (value instanceof Coding coding) {
      return List.of(token(coding));
    }
    if (value instanceof Identifier identifier) {
      return identifier.hasValue() || identifier.hasSystem()
          ? List.of(identifier.getSystem() + "|" + identifier.getValue())
          : List.of();
    }
    if (value instanceof Reference reference) {
      return reference.hasReference() ? List.of(reference.getReference()) : List.of();
    }
    if (value instanceof Quantity quantity) {
      return quantity.hasValue() ? List.of(quantity.getValue().toPlainString()) : List.of();
    }
    if (value instanceof Period period) {
      // By where it begins in both directions; one without a beginning is older than all.
      return period.hasStart()
          ? List.of(period.getStart().toInstant().toString())
          : period.hasEnd() ? List.of(OPEN_START) : List.of();
    }
    if (value instanceof Timing timing) {
      return timing.getEvent().stream()
          .map(each -> each.getValue().toInstant().toString())
          .toList();
    }
    if (value instanceof BaseDateTimeType date) {
      return List.of(date.getValue().toInstant().toString());
    }
    String text = value.primitiveValue();
    return text == null
        ? List.of()
        : List.of(kind == RestSearchParameterTypeEnum.STRING ? folded(text) : text);
  }

  private static String token(Coding coding) {
    return coding.getSystem() + "|" + coding.getCode();
  }

  private static void add(List<String> texts, String text) {
    if (text != null) {
      texts.add(folded(text));
    }
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT);
  }
}
