package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.StoredResource;

class MentionedPatientsTest {

  @Test
  void referencesToPatientsInAnySpacing() {
    assertThat(
            in(
                "Observation",
                """
                {"subject":{"reference":"Patient/a-1"},"performer":[{"reference" :
                  "Patient/b.2/_history/3"},{"reference":"Practitioner/p"}],
                 "focus":[{"reference":"Patient/a-1"}]}"""))
        .containsExactly("a-1", "b.2");
  }

  @Test
  void aPatientIsAboutItself() {
    assertThat(in("Patient", "{\"link\":[{\"other\":{\"reference\":\"Patient/former\"}}]}"))
        .containsExactly("own", "former");
  }

  @Test
  void otherTextsAreNoReferences() {
    assertThat(
            in(
                "Observation",
                """
                {"note":[{"text":"Patient/x"}],"display":"Patient/y","reference":"Patient/",
                 "subject":{"reference":"https://elsewhere/Patient/z"}}"""))
        .isEmpty();
    assertThat(in("Observation", "\"Patient/x\"")).isEmpty();
    assertThat(in("Observation", ":\"Patient/x\"")).isEmpty();
    assertThat(in("Observation", null)).isEmpty();
  }

  private static Set<String> in(String type, String json) {
    return MentionedPatients.in(new StoredResource(type, "own", 1, Instant.EPOCH, false, json));
  }
}
