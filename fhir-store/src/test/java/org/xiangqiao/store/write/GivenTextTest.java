package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.junit.jupiter.api.Test;

/** Setting id, meta and references into the text gives what encoding anew gives, or nothing. */
class GivenTextTest {

  private static final String ONE = "urn:uuid:00000000-0000-0000-0000-000000000001";
  private static final String TWO = "urn:uuid:00000000-0000-0000-0000-000000000002";
  private static final Map<String, String> MEANT =
      Map.of(ONE, "Patient/one", TWO, "Organization/two-is-longer-than-before-" + "x".repeat(50));

  private final ResourceJson json = new ResourceJson(FhirContext.forR4Cached());

  @Test
  void nothingIsMadeUnasked() {
    Observation given = observation();
    GivenText text = new GivenText(json, given);
    assertThat(text.now(List.of())).isNull();
  }

  @Test
  void whatIsGivenIsEncodedOnce() {
    Observation given = observation();
    GivenText text = new GivenText(json, given);
    assertThat(text.whole()).isEqualTo(json.of(given)).isSameAs(text.whole());
  }

  @Test
  void idMetaAndReferencesAreSet() {
    sameAsEncoded(observation());
  }

  @Test
  void anIdAndMetaThatWereGivenAreReplaced() {
    Observation given = observation();
    given.setId("given");
    given.getMeta().addProfile("https://example.org/p").addTag("s", "c", "\"标签\"").setSource("x");
    sameAsEncoded(given);
  }

  @Test
  void containedResourcesAndExtensionsToo() {
    Observation given = observation();
    given.addContained(new Organization().setPartOf(new Reference(TWO)).setId("o"));
    given.addPerformer(new Reference("#o"));
    given.addExtension("https://example.org/e", new Reference(ONE).setDisplay("张"));
    given.getSubject().addExtension("https://example.org/r", new StringType("a"));
    sameAsEncoded(given);
  }

  @Test
  void textThatLooksLikeAReferenceStays() {
    Observation given = observation();
    given.addNote().setText("{\"reference\":\"" + ONE + "\"}");
    given.getText().setStatus(NarrativeStatus.GENERATED);
    given.getText().setDivAsString("<div>\"reference\":\"" + ONE + "\"</div>");
    given.setCode(new CodeableConcept().setText("\"reference\":\"" + ONE));
    sameAsEncoded(given);
  }

  @Test
  void aPlaceholderInAUriIsLeftToTheEncoder() {
    Observation given = observation();
    given.addExtension("https://example.org/u", new UriType(ONE));
    assertThat(made(given)).isNull();
  }

  @Test
  void resourcesThatHoldOthersAreLeftToTheEncoder() {
    Bundle given = new Bundle();
    given.addEntry().setResource(observation());
    assertThat(made(given)).isNull();
  }

  @Test
  void aReferenceToReplaceThatIsNotPlainIsLeftToTheEncoder() {
    Observation given = observation();
    given.addPerformer(new Reference("Practitioner?name=张"));
    GivenText text = new GivenText(json, given);
    text.whole();
    List<ReferenceSlot> slots = ReferenceWalk.of(given, "Observation", Set.of());
    slots.forEach(slot -> slot.set("Practitioner/found"));
    assertThat(text.now(slots)).isNull();
  }

  @Test
  void anObjectOfTheSameNameDoesNotMislead() {
    ImplementationGuide given = new ImplementationGuide();
    given.getDefinition().addResource().setReference(new Reference(ONE)).setName("n");
    sameAsEncoded(given);
  }

  private void sameAsEncoded(Resource given) {
    assertThat(made(given)).isEqualTo(json.of(given));
  }

  /** As a write does it: asked, then versioned and resolved. */
  private String made(Resource given) {
    GivenText text = new GivenText(json, given);
    text.whole();
    List<ReferenceSlot> slots = ReferenceWalk.of(given, given.fhirType(), MEANT.keySet());
    slots.forEach(slot -> slot.set(MEANT.getOrDefault(slot.original(), slot.original())));
    given.setMeta(given.getMeta().copy().setVersionId("7"));
    given.setId(new IdType(given.fhirType(), "new", "7"));
    return text.now(slots);
  }

  private static Observation observation() {
    Observation observation = new Observation();
    observation.setSubject(new Reference(ONE).setDisplay("甲"));
    observation.addPerformer(new Reference(TWO));
    observation.addPerformer(new Reference(ONE));
    observation.setEncounter(new Reference("Encounter/known"));
    observation.setCode(new CodeableConcept().setText("血压 \"测\" \\ \n <b>"));
    return observation;
  }
}
