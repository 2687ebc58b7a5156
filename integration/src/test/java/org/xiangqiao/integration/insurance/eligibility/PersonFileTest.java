package org.xiangqiao.integration.insurance.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** What a Coverage can be made of, each insurance once. */
class PersonFileTest {

  private static final Row PERSON = Row.builder().put("psn_no", "P1").build();

  private static Row insurance(String type, String district, String status) {
    return Row.builder()
        .put("insutype", type)
        .put("insuplc_admdvs", district)
        .put("psn_insu_stas", status)
        .build();
  }

  private static Payload output(Row person, Row... insurances) {
    return Payload.of("baseinfo", person).and("insuinfo", List.of(insurances));
  }

  @Test
  void ofRowsOfOneInsuranceTheOneInForceIsTaken() {
    Row former = insurance("390", "990102", "4");
    Row current = insurance("390", "990102", "1");
    Row elsewhere = insurance("390", "990103", "4");
    PersonFile file =
        PersonFile.of(output(PERSON, former, current, elsewhere, former)).orElseThrow();

    assertThat(file.insurances()).containsExactly(current, elsewhere);
    assertThat(file.number()).isEqualTo("P1");
    assertThat(PersonFile.of(output(PERSON)).orElseThrow().insurances()).isEmpty();
  }

  @Test
  void whatLacksNumberTypeOrDistrictIsNoAnswer() {
    assertThat(PersonFile.of(output(Row.empty()))).isEmpty();
    assertThat(PersonFile.of(output(PERSON, insurance(null, "990102", "1")))).isEmpty();
    assertThat(PersonFile.of(output(PERSON, insurance("390", "9901", "1")))).isEmpty();
    assertThat(PersonFile.of(Payload.empty())).isEmpty();
  }
}
