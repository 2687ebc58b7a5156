package org.xiangqiao.mappings.hl7v2;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Coding;

/**
 * Statistical division code (统计用区划代码) of an address: 9 digits name the township, 12 the village;
 * {@code 000} stands for a village that is not told. Codes of counties (GB/T 2260) are no such
 * code.
 */
record DivisionCode(String digits) {

  static final String TOWNSHIP = PartnerSystems.BASE + "StructureDefinition/township";
  static final String VILLAGE = PartnerSystems.BASE + "StructureDefinition/village";

  private static final Pattern FORM = Pattern.compile("[1-9]\\d{5}(?!000)\\d{3}(\\d{3})?");
  private static final int OF_TOWNSHIP = 9;

  /** The most exact of several texts that are such codes. */
  static Optional<DivisionCode> of(String... texts) {
    return Stream.of(texts)
        .filter(text -> FORM.matcher(text).matches())
        .max(Comparator.comparingInt(String::length))
        .map(DivisionCode::new);
  }

  void write(Address address) {
    write(address, TOWNSHIP, digits.substring(0, OF_TOWNSHIP));
    if (digits.length() > OF_TOWNSHIP && !digits.endsWith("000")) {
      write(address, VILLAGE, digits);
    }
  }

  private static void write(Address address, String extension, String code) {
    address.addExtension(extension, new Coding().setCode(code));
  }
}
