package org.xiangqiao.store.index;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.StringType;

/** The texts of an element that a string search looks at, as they were written. */
public final class StringValues {

  private StringValues() {}

  public static Set<String> of(Base element) {
    Stream<String> texts;
    if (element instanceof HumanName name) {
      texts = ofName(name);
    } else if (element instanceof Address address) {
      texts = ofAddress(address);
    } else if (element instanceof CodeableConcept concept) {
      texts =
          Stream.concat(
              Stream.of(concept.getText()),
              concept.getCoding().stream().map(coding -> coding.getDisplay()));
    } else if (element.isPrimitive()) {
      texts = Stream.ofNullable(element.primitiveValue());
    } else {
      texts = Stream.empty();
    }
    return texts
        .filter(Objects::nonNull)
        .filter(text -> !text.isBlank())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All parts, the text, and family and given name in one as Chinese names are written (姓名). */
  private static Stream<String> ofName(HumanName name) {
    List<String> given = texts(name.getGiven());
    Stream<String> parts =
        Stream.of(
                Stream.of(name.getText(), name.getFamily()),
                given.stream(),
                texts(name.getPrefix()).stream(),
                texts(name.getSuffix()).stream())
            .flatMap(part -> part);
    if (name.getFamily() == null || given.isEmpty()) {
      return parts;
    }
    return Stream.concat(parts, Stream.of(name.getFamily() + String.join("", given)));
  }

  /** All parts, the text, and the whole from province to house as Chinese addresses are written. */
  private static Stream<String> ofAddress(Address address) {
    List<String> lines = texts(address.getLine());
    String whole =
        Stream.concat(
                Stream.of(address.getState(), address.getCity(), address.getDistrict()),
                lines.stream())
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    return Stream.of(
            Stream.of(address.getText()),
            lines.stream(),
            Stream.of(
                address.getDistrict(),
                address.getCity(),
                address.getState(),
                address.getPostalCode(),
                address.getCountry(),
                whole))
        .flatMap(part -> part);
  }

  private static List<String> texts(List<StringType> values) {
    return values.stream().map(StringType::getValue).filter(Objects::nonNull).toList();
  }
}
