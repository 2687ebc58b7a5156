package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** Names as clerks type them: the middle of a Chinese name, or its sound. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameSearchTest {

  private SearchFixture fixture;

  @BeforeAll
  void residents() {
    fixture = new SearchFixture();
    fixture.store(
        patient("sanfeng", new Patient(), "张", "三丰"),
        patient("spaced", new Patient(), null, null, "单　乐"),
        patient("ouyang", new Patient(), null, null, "欧阳建国"),
        patient("rare", new Patient(), null, null, "\ud842\udfb7长安"),
        patient("uyghur", new Patient(), null, null, "买买提·艾力"),
        patient("lv", new Patient(), "吕", "略"),
        patient("latin", new Patient(), "Zhang", "Sunny"));
    Organization centre = new Organization();
    centre.setId("Organization/centre");
    centre.setName("石桥镇卫生院").addAlias("Shiqiao Health");
    Practitioner doctor = new Practitioner();
    doctor.setId("Practitioner/doctor");
    doctor.addName().setFamily("张").addGiven("建国");
    Person person = new Person();
    person.setId("Person/person");
    person.addName().setText("张建国");
    RelatedPerson guardian = new RelatedPerson();
    guardian.setId("RelatedPerson/guardian");
    guardian.addName().setText("张建国");
    fixture.store(centre, doctor, person, guardian);
  }

  private static Patient patient(String id, Patient patient, String family, String given) {
    patient.setId("Patient/" + id);
    patient.addName().setFamily(family).addGiven(given).setText(family + given);
    return patient;
  }

  private static Patient patient(
      String id, Patient patient, String family, String given, String text) {
    patient.setId("Patient/" + id);
    patient.addName().setText(text);
    return patient;
  }

  @ParameterizedTest
  @CsvSource({
    "丰,sanfeng",
    "三,sanfeng",
    "三丰,sanfeng",
    "张三丰,sanfeng",
    "张 三丰,sanfeng",
    "单乐,spaced",
    "单 乐,spaced",
    "单　乐,spaced",
    "乐,spaced",
    "阳建,ouyang",
    "国,ouyang",
    "\ud842\udfb7,rare",
    "安,rare",
    "长安,rare",
    "艾力,uyghur",
    "提·艾,uyghur",
    "买提・艾,uyghur"
  })
  void chineseFromAnyCharacterOn(String typed, String id) {
    assertThat(fixture.ids("Patient", "name", typed)).containsExactly(id);
  }

  @Test
  void familyAndGivenNamesLikewise() {
    assertThat(fixture.ids("Patient", "given", "丰")).containsExactly("sanfeng");
    assertThat(fixture.ids("Patient", "family", "丰")).isEmpty();
    assertThat(fixture.ids("Practitioner", "given", "国")).containsExactly("doctor");
    assertThat(fixture.ids("Person", "name", "国")).containsExactly("person");
    assertThat(fixture.ids("RelatedPerson", "name", "建国")).containsExactly("guardian");
    assertThat(fixture.ids("Organization", "name", "卫生院")).containsExactly("centre");
  }

  @Test
  void otherLettersFromTheBeginningAsR4Says() {
    assertThat(fixture.ids("Patient", "name", "ZHANG")).containsExactly("latin");
    assertThat(fixture.ids("Patient", "name", "hang")).isEmpty();
    assertThat(fixture.ids("Organization", "name", "health")).isEmpty();
    assertThat(fixture.ids("Organization", "name", "shi")).containsExactly("centre");
  }

  @Test
  void modifiersSeeOnlyWhatWasWritten() {
    assertThat(fixture.ids("Patient", "name:exact", "丰")).isEmpty();
    assertThat(fixture.ids("Patient", "name:exact", "三丰")).containsExactly("sanfeng");
    assertThat(fixture.ids("Patient", "name:exact", "单　乐")).containsExactly("spaced");
    assertThat(fixture.ids("Patient", "name:exact", "单乐")).isEmpty();
    assertThat(fixture.ids("Patient", "name:contains", "三")).containsExactly("sanfeng");
    assertThat(fixture.ids("Patient", "_filter", "name eq \"丰\"")).isEmpty();
    assertThat(fixture.ids("Patient", "_filter", "name sw \"丰\"")).containsExactly("sanfeng");
    assertThat(fixture.ids("Patient", "_sort", "name")).startsWith("latin").hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "zhangsanfeng,sanfeng",
    "zsf,sanfeng",
    "zsanf,sanfeng",
    "zhangsf,sanfeng",
    "ZhangSanF,sanfeng",
    "zhang san feng,sanfeng",
    "sanf,sanfeng",
    "sf,sanfeng",
    "张山丰,",
    "shanyue,spaced",
    "danle,spaced",
    "sl,spaced",
    "dy,spaced",
    "ouyjg,ouyang",
    "oyjianguo,ouyang",
    "jianguo,ouyang",
    "jg,ouyang",
    "jichangan,rare",
    "jzan,rare",
    "chang'an,rare",
    "zhang an,rare",
    "maimaiti,uyghur",
    "mmtal,uyghur",
    "maimaitial,uyghur",
    "lvlve,lv",
    "lyulve,lv",
    "lvlue,lv",
    "ll,lv",
    "lülüe,lv",
    "l l,lv",
    "zhangsunny,latin",
    "sun,latin",
    "zsun,latin"
  })
  void bySoundWholeOrLettersOrMixed(String typed, String id) {
    List<String> found = fixture.ids("Patient", "phonetic", typed);
    if (id == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).containsExactly(id);
    }
  }

  @Test
  void bySoundForAllWhoHaveNames() {
    assertThat(fixture.ids("Patient", "phonetic", "zs")).containsExactly("sanfeng", "latin");
    assertThat(fixture.ids("Patient", "phonetic", "长三")).containsExactly("sanfeng");
    assertThat(fixture.ids("Practitioner", "phonetic", "zjg")).containsExactly("doctor");
    assertThat(fixture.ids("Person", "phonetic", "zhangjg")).containsExactly("person");
    assertThat(fixture.ids("RelatedPerson", "phonetic", "jg")).containsExactly("guardian");
    assertThat(fixture.ids("Organization", "phonetic", "sqzwsy")).containsExactly("centre");
    assertThat(fixture.ids("Organization", "phonetic", "shiqiaozw")).containsExactly("centre");
    assertThat(fixture.ids("Patient", "phonetic", "zsf,sl")).containsExactly("sanfeng", "spaced");
    assertThat(fixture.ids("Patient", "phonetic:missing", "true")).isEmpty();
    assertThat(fixture.ids("Patient", "_filter", "phonetic sw zsf")).containsExactly("sanfeng");
  }

  @ParameterizedTest
  @ValueSource(strings = {"phonetic:exact", "phonetic:contains", "_sort"})
  void soundsAreNeitherComparedNorSorted(String name) {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class,
            () -> fixture.search("Patient", name, name.equals("_sort") ? "phonetic" : "zs"));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
  }

  @Test
  void whatHasNoSoundIsRefused() {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class, () -> fixture.search("Patient", "phonetic", " · "));
    assertThat(refusal.problems().get(0).key()).isEqualTo("search.empty-value");
    StoreException filter =
        catchThrowableOfType(
            StoreException.class, () -> fixture.search("Patient", "_filter", "phonetic eq zs"));
    assertThat(filter.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
  }
}
