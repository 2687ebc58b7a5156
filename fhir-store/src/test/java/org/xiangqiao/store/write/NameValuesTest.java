package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoredResource;

/** What is kept and found of names, from the write to the deletion. */
class NameValuesTest {

  private static OpenStore store;

  @BeforeAll
  static void open() {
    store = OpenStore.open();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static Patient named(String name) {
    Patient patient = OpenStore.patient();
    patient.getNameFirstRep().setText(name).setFamily(null);
    return patient;
  }

  /** CJK extensions B to G: GB 18030-2022 asks for them in names. */
  @Test
  void rareCharactersAreKeptAndFound() {
    for (int point : new int[] {0x20BB7, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0, 0x30000}) {
      String rare = Character.toString(point);
      String name = "张" + rare + "安";

      StoredResource stored = store.create(named(name));

      assertThat(stored.json()).contains(name);
      Patient read = OpenStore.parse(store.read("Patient", stored.id()), Patient.class);
      assertThat(read.getNameFirstRep().getText()).isEqualTo(name);
      String xml = OpenStore.FHIR.newXmlParser().encodeResourceToString(read);
      Patient again = OpenStore.FHIR.newXmlParser().parseResource(Patient.class, xml);
      assertThat(again.getNameFirstRep().getText()).isEqualTo(name);
      for (String typed : List.of(name, "张" + rare, rare, rare + "安")) {
        assertThat(store.ids("Patient", "name", typed)).containsExactly(stored.id());
      }
      String sound = point == 0x20BB7 ? "ji" : rare;
      assertThat(store.ids("Patient", "phonetic", "zhang" + sound)).containsExactly(stored.id());
      assertThat(store.ids("Patient", "phonetic", "z" + sound + "a")).containsExactly(stored.id());
    }
  }

  @Test
  void aNewNameReplacesTheOldAndDeletionLeavesNothing() {
    String id = store.create(named("欧阳建国")).id();
    assertThat(store.ids("Patient", "phonetic", "oyjg")).containsExactly(id);

    Patient renamed = named("单乐");
    renamed.setId(id);
    store.put(renamed);

    assertThat(store.ids("Patient", "phonetic", "oyjg")).isEmpty();
    assertThat(store.ids("Patient", "name", "建国")).isEmpty();
    assertThat(store.ids("Patient", "phonetic", "danyue")).containsExactly(id);
    store.delete("Patient", id);
    assertThat(store.ids("Patient", "phonetic", "danyue")).isEmpty();
    assertThat(store.indexRows("Patient", id)).isZero();
  }

  @Test
  void reindexingBringsTheSpellingsOfWhatIsStored() {
    String id = store.create(named("石桥镇")).id();
    store.jdbc().update("delete from index_string");
    assertThat(store.ids("Patient", "phonetic", "sqz")).isEmpty();

    store.opened().reindexing().start(OpenStore.CALLER, List.of("Patient"));
    while (store.opened().reindexing().work(Duration.ofSeconds(1))) {
      assertThat(store.opened().reindexing().jobs(OpenStore.CALLER)).hasSize(1);
    }

    assertThat(store.ids("Patient", "phonetic", "sqz")).containsExactly(id);
    assertThat(store.ids("Patient", "name", "桥")).containsExactly(id);
  }
}
