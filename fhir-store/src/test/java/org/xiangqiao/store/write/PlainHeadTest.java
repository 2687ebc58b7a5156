package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** What is written without the encoder is what the encoder writes. */
class PlainHeadTest {

  private final ResourceJson json = new ResourceJson(FhirContext.forR4Cached());

  private static final List<Consumer<Patient>> PLAIN =
      List.of(
          one -> {},
          one -> one.setId("a-1.B"),
          one -> one.setId("Patient/a"),
          one -> one.getMeta().setVersionId("3"),
          one -> one.setMeta(new Meta().setVersionId("7")).setId(new IdType("Patient", "a", "7")),
          one -> one.getMeta().addProfile("https://example.org/a"),
          one -> one.getMeta().setLastUpdated(new Date(1_700_000_000_123L)),
          one -> one.getMeta().setVersionId("3").setLastUpdated(new Date(1_700_000_000_123L)),
          one ->
              one.getMeta()
                  .setVersionId("3")
                  .setLastUpdatedElement(new InstantType("2026-06-01T08:00:00.001+08:00"))
                  .addProfile("https://example.org/a")
                  .addProfile("https://example.org/b|1"));

  private static final List<Consumer<Patient>> OTHERS =
      List.of(
          one -> one.setId(new IdType("Patient", "a", "7")),
          one -> one.setId("张"),
          one -> one.getMeta().setVersionId("3").addProfile("https://example.org/\"张\""),
          one -> one.getMeta().setVersionId("3").addTag("s", "c", null),
          one -> one.getMeta().setVersionId("3").addSecurity("s", "c", null),
          one -> one.getMeta().setVersionId("3").setSource("x"),
          one -> one.getMeta().setVersionId("3").setId("m"),
          one -> one.getMeta().setVersionId("3").addExtension("urn:x", new StringType("y")),
          one ->
              one.getMeta()
                  .addProfile("https://example.org/a")
                  .getProfile()
                  .get(0)
                  .addExtension("urn:x", new StringType("y")));

  private static Patient patient(Consumer<Patient> change) {
    Patient patient = new Patient();
    change.accept(patient);
    return patient;
  }

  @Test
  void whatIsPlainIsAsTheEncoderHasIt() {
    assertThat(PLAIN)
        .allSatisfy(
            change -> {
              Patient one = patient(change);
              assertThat(PlainHead.of(one)).isNotNull().isEqualTo(json.encodedHead(one));
            });
  }

  @Test
  void theRestIsLeftToTheEncoder() {
    assertThat(OTHERS).allSatisfy(change -> assertThat(PlainHead.of(patient(change))).isNull());
  }
}
