package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.MolecularSequence;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** Composite parameters: the values must stand on one element (R4 search.html#composite). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompositeSearchTest {

  private static final String LOINC = "http://loinc.org";

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
    Observation pressure = observation("pressure", "85354-9", null);
    component(pressure, "8480-6", 150);
    component(pressure, "8462-4", 80);
    store.put(pressure);
    store.put(observation("weight", "29463-7", new Quantity(70)));
    store.put(observation("smoker", "72166-2", concept("http://snomed.info/sct", "449868002")));
    store.put(observation("note", "note", new StringType("高血压病史")));
    store.put(observation("dated", "date", new DateTimeType("2026-03-01")));
    DocumentReference old = new DocumentReference();
    old.setId("old");
    old.setStatus(DocumentReferenceStatus.SUPERSEDED);
    store.put(old);
    DocumentReference fresh = new DocumentReference();
    fresh.setId("fresh");
    fresh.setStatus(DocumentReferenceStatus.CURRENT);
    fresh
        .addRelatesTo()
        .setCode(DocumentReference.DocumentRelationshipType.REPLACES)
        .setTarget(new Reference("DocumentReference/old"));
    store.put(fresh);
    MolecularSequence sequence = new MolecularSequence();
    sequence.setId("variant");
    sequence
        .setCoordinateSystem(0)
        .getReferenceSeq()
        .setReferenceSeqId(concept("http://www.ncbi.nlm.nih.gov/nuccore", "NC_000009.11"));
    sequence.addVariant().setStart(22125503).setEnd(22125510);
    store.put(sequence);
    Group group = new Group();
    group.setId("group");
    group.setActual(false);
    group.setType(Group.GroupType.PERSON);
    group
        .addCharacteristic()
        .setCode(concept("urn:c", "gender"))
        .setValue(concept("urn:g", "female"))
        .setExclude(false);
    group
        .addCharacteristic()
        .setCode(concept("urn:c", "village"))
        .setValue(concept("urn:v", "7"))
        .setExclude(false);
    store.put(group);
    ValueSet valueSet = new ValueSet();
    valueSet.setId("vs");
    valueSet.addUseContext().setCode(new Coding("urn:u", "age", null)).setValue(new Quantity(6));
    store.put(valueSet);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static Observation observation(String id, String code, Type value) {
    Observation observation = new Observation();
    observation.setId(id);
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.setCode(concept(LOINC, code));
    observation.setValue(value);
    return observation;
  }

  private static void component(Observation observation, String code, int value) {
    observation.addComponent().setCode(concept(LOINC, code)).setValue(new Quantity(value));
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding(system, code, null));
  }

  @ParameterizedTest
  @CsvSource({
    "component-code-value-quantity, http://loinc.org|8480-6$gt140, pressure",
    "component-code-value-quantity, 8480-6$gt140, pressure",
    "component-code-value-quantity, http://loinc.org|8462-4$gt140, ''",
    "combo-code-value-quantity, http://loinc.org|8480-6$150, pressure",
    "combo-code-value-quantity, http://loinc.org|29463-7$lt71, weight",
    "combo-code-value-quantity, http://loinc.org|85354-9$150, ''",
    "code-value-quantity, http://loinc.org|29463-7$70, weight",
    "code-value-quantity, http://loinc.org|8480-6$150, ''",
    "'code-value-quantity', '29463-7$70,29463-7$71', weight",
    "code-value-concept, http://loinc.org|72166-2$http://snomed.info/sct|449868002, smoker",
    "code-value-concept, http://loinc.org|72166-2$http://snomed.info/sct|1, ''",
    "code-value-string, note$高血压, note",
    "code-value-date, date$2026-03, dated",
    "code-value-date, date$gt2026-03-01, ''"
  })
  void observations(String name, String value, String id) {
    assertThat(store.ids("Observation", name, value))
        .containsExactly(id.isEmpty() ? new String[0] : new String[] {id});
  }

  @Test
  void referenceWithToken() {
    assertThat(store.ids("DocumentReference", "relationship", "DocumentReference/old$replaces"))
        .containsExactly("fresh");
    assertThat(store.ids("DocumentReference", "relationship", "old$replaces"))
        .containsExactly("fresh");
    assertThat(store.ids("DocumentReference", "relationship", "DocumentReference/old$appends"))
        .isEmpty();
  }

  @Test
  void valuesOfDifferentElementsDoNotMeet() {
    assertThat(store.ids("Group", "characteristic-value", "urn:c|gender$urn:g|female"))
        .containsExactly("group");
    assertThat(store.ids("Group", "characteristic-value", "urn:c|gender$urn:v|7")).isEmpty();
    assertThat(store.ids("ValueSet", "context-type-quantity", "urn:u|age$6")).containsExactly("vs");
  }

  @Test
  void aNumberBeforeTheLastComponentIsComparedAsAWhole() {
    String name = "referenceseqid-variant-coordinate";
    assertThat(store.ids("MolecularSequence", name, "NC_000009.11$22125503$22125510"))
        .containsExactly("variant");
    assertThat(store.ids("MolecularSequence", name, "NC_000009.11$22125503$lt22125511"))
        .containsExactly("variant");
    assertThat(store.ids("MolecularSequence", name, "NC_000009.11$22125504$22125510")).isEmpty();
    assertThatThrownBy(() -> store.ids("MolecularSequence", name, "NC_000009.11$gt5$22125510"))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void refusesIncompleteValues() {
    for (String value : new String[] {"8480-6", "8480-6$", "a$b$c", "http://loinc.org|$5"}) {
      assertThatThrownBy(() -> store.ids("Observation", "code-value-quantity", value))
          .isInstanceOf(StoreException.class);
    }
  }
}
