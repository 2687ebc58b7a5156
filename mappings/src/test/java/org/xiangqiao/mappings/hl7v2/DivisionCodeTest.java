package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionCodeTest {

  @ParameterizedTest
  @CsvSource({
    "990101101203, 990101101, 990101101203",
    "990101101, 990101101,",
    "990101101000, 990101101,",
    "990101000000,,",
    "990101000203,,",
    "990101,,",
    "青山县,,",
    "99010110,,",
    "0990101101203,,"
  })
  void tellsTownshipAndVillageWhereTheCodeDoes(String text, String township, String village) {
    Address address = new Address();
    DivisionCode.of("", text).ifPresent(code -> code.write(address));
    assertThat(code(address, DivisionCode.TOWNSHIP)).isEqualTo(township);
    assertThat(code(address, DivisionCode.VILLAGE)).isEqualTo(village);
  }

  private static String code(Address address, String extension) {
    return address.hasExtension(extension)
        ? ((Coding) address.getExtensionByUrl(extension).getValue()).getCode()
        : null;
  }
}
