package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StringSearchTest {

  private SearchFixture fixture;

  @BeforeAll
  void residents() {
    fixture = new SearchFixture();
    Patient ouyang = new Patient();
    ouyang.setId("Patient/ouyang");
    ouyang.addName().setFamily("欧阳").addGiven("建国");
    ouyang.addAddress().setState("山东省").setCity("济南市").addLine("柳埠镇一村");
    Patient maimaiti = new Patient();
    maimaiti.setId("Patient/maimaiti");
    maimaiti.addName().setText("买买提・艾力");
    Patient rene = new Patient();
    rene.setId("Patient/rene");
    rene.addName().setFamily("Müller").addGiven("René").addGiven("A,B");
    Patient wide = new Patient();
    wide.setId("Patient/wide");
    wide.addName().setFamily("Ｍuller");
    fixture.store(ouyang, maimaiti, rene, wide);
  }

  @Test
  void prefixOfAnyPart() {
    assertThat(fixture.ids("Patient", "name", "欧")).containsExactly("ouyang");
    assertThat(fixture.ids("Patient", "name", "建")).containsExactly("ouyang");
    assertThat(fixture.ids("Patient", "family", "建")).isEmpty();
  }

  @Test
  void wholeChineseName() {
    assertThat(fixture.ids("Patient", "name", "欧阳建国")).containsExactly("ouyang");
    assertThat(fixture.ids("Patient", "name:exact", "欧阳建国")).containsExactly("ouyang");
  }

  @Test
  void caseAccentsAndWidthAreFolded() {
    assertThat(fixture.ids("Patient", "family", "MULLER")).containsExactly("rene", "wide");
    assertThat(fixture.ids("Patient", "given", "rene")).containsExactly("rene");
    assertThat(fixture.ids("Patient", "name", "买买提·艾力")).containsExactly("maimaiti");
  }

  @Test
  void exactComparesWhatWasWritten() {
    assertThat(fixture.ids("Patient", "family:exact", "Müller")).containsExactly("rene");
    assertThat(fixture.ids("Patient", "family:exact", "Muller")).isEmpty();
    assertThat(fixture.ids("Patient", "family:exact", "Mülle")).isEmpty();
    assertThat(fixture.search("Patient", "family:exact", "Müller", "_summary", "count").total())
        .isEqualTo(1);
  }

  @Test
  void contains() {
    assertThat(fixture.ids("Patient", "family:contains", "ULL")).containsExactly("rene", "wide");
    assertThat(fixture.ids("Patient", "address:contains", "柳埠")).containsExactly("ouyang");
  }

  @Test
  void commaIsOrUnlessEscaped() {
    assertThat(fixture.ids("Patient", "name", "欧,买")).containsExactly("ouyang", "maimaiti");
    assertThat(fixture.ids("Patient", "given", "A\\,B")).containsExactly("rene");
  }

  @Test
  void addressByPartAndWhole() {
    assertThat(fixture.ids("Patient", "address-city", "济南")).containsExactly("ouyang");
    assertThat(fixture.ids("Patient", "address", "山东省济南市柳埠镇")).containsExactly("ouyang");
  }

  @Test
  void patternsOfLikeAreOrdinaryCharacters() {
    assertThat(fixture.ids("Patient", "name", "%")).isEmpty();
    assertThat(fixture.ids("Patient", "name:contains", "_")).isEmpty();
  }
}
