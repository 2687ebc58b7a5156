package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome;

/** Tags and security labels are kept with all that belongs to them (R4 resource.html#Meta). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeLabelsTest {

  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void extensionsOfLabelsAreStored() {
    store.put(labelled());
    StoredResource read = store.read("Patient", "labelled");
    Patient back = OpenStore.FHIR.newJsonParser().parseResource(Patient.class, read.json());
    assertThat(back.getIdElement().getIdPart()).isEqualTo("labelled");
    assertThat(back.getMeta().getVersionId()).isEqualTo("1");
    assertThat(
            back.getMeta()
                .getSecurityFirstRep()
                .getExtensionByUrl(ABSENT)
                .getValue()
                .primitiveValue())
        .isEqualTo("unknown");
    assertThat(back.getMeta().getTagFirstRep().getId()).isEqualTo("t1");
    assertThat(back.getMeta().getTagFirstRep().getCode()).isEqualTo("a");
    assertThat(store.ids("Patient", "_tag", "urn:tags|a")).containsExactly("labelled");
  }

  @Test
  void theSameAgainMakesNoVersion() {
    store.put(labelled());
    assertThat(store.put(labelled()).effect()).isEqualTo(WriteOutcome.Effect.UNCHANGED);
  }

  private static Patient labelled() {
    Patient patient = new Patient();
    patient.setId("Patient/labelled");
    patient.getMeta().addSecurity().addExtension(ABSENT, new CodeType("unknown"));
    patient.getMeta().addTag("urn:tags", "a", "A").getTagFirstRep().setId("t1");
    patient.addName().setFamily("名");
    return patient;
  }
}
