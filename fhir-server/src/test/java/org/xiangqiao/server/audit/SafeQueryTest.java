package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SafeQueryTest {

  private final SafeQuery queries = new SafeQuery();

  @Test
  void keepsNamesAndHidesPersonalValues() {
    assertThat(of("identifier", "urn:oid:2.16.156.10011.1.3|990101201905010018"))
        .isEqualTo("identifier=***");
    assertThat(of("name:exact", "王小明")).isEqualTo("name:exact=***");
    assertThat(of("phone", "13912345678")).isEqualTo("phone=***");
    assertThat(of("birthdate", "2019-05-01")).isEqualTo("birthdate=***");
    assertThat(of("address", "青石镇")).isEqualTo("address=***");
    assertThat(of("patient.identifier", "990101201905010018")).isEqualTo("patient.identifier=***");
    assertThat(of("patient:identifier", "|1")).isEqualTo("patient:identifier=***");
    assertThat(of("anything-new", "x")).isEqualTo("anything-new=***");
  }

  @Test
  void showsCodesDatesOfCareAndShapes() {
    assertThat(
            queries.of(
                Map.of(
                    "date", new String[] {"ge2026-01-01", "lt2026-02-01"},
                    "_include", new String[] {"Immunization:patient"},
                    "patient", new String[] {"Patient/p-1"})))
        .isEqualTo(
            "_include=Immunization:patient&date=ge2026-01-01&date=lt2026-02-01&patient=Patient/p-1");
  }

  @Test
  void hidesLongNumbersEvenWhereValuesAreShown() {
    assertThat(of("patient", "Patient/990101201905010018")).isEqualTo("patient=***");
    assertThat(of("code", "http://loinc.org|13912345678")).isEqualTo("code=***");
  }

  @Test
  void cannotBeUsedToForgeLinesOrToFillTheTrail() {
    assertThat(of("code", "a\nb&c")).isEqualTo("code=a_b_c");
    assertThat(of("王小明", "x")).isEqualTo("***=***");
    assertThat(of("code", "x".repeat(5_000))).hasSizeLessThan(1_010);
  }

  private String of(String name, String value) {
    return queries.of(Map.of(name, new String[] {value}));
  }
}
