package org.xiangqiao.server.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.terminology.TxResources.Client;
import org.xiangqiao.terminology.service.content.CodeSystemContent;

class TxResourcesTest {

  private static final String URL = "https://example.org/cs/";
  private static final Client ONE = new Client(1, "one");
  private static final Client OTHER = new Client(2, "one");

  private final TxResources resources =
      new TxResources(tenant -> null, FhirContext.forR4Cached(), new SentTexts(4000), settings());

  /** A client may have 1 MB, three ids, ten resources under one. */
  private static TerminologySettings settings() {
    return new TerminologySettings(
        100,
        Duration.ofSeconds(1),
        DataSize.ofMegabytes(1),
        3,
        DataSize.ofMegabytes(4),
        10,
        Duration.ofMinutes(30),
        10,
        100,
        100,
        4000);
  }

  private static CodeSystem system(String url, String code, int length) {
    CodeSystem system = new CodeSystem();
    system.setUrl(url).setVersion("1").setContent(CodeSystemContentMode.COMPLETE);
    system.addConcept().setCode(code).setDefinition("x".repeat(length));
    return system;
  }

  private SentResources send(Client client, String id, Resource... sent) {
    return resources.kept(client, id, List.of(sent));
  }

  @Test
  void whatIsSentAgainTakesThePlaceOfTheFirst() {
    send(ONE, "a", system(URL, "old", 10));
    for (int i = 0; i < 50; i++) {
      send(ONE, "a", system(URL, "new", 10));
    }
    SentResources kept = send(ONE, "a");
    assertThat(kept.size()).isEqualTo(1);
    assertThat(kept.source().codeSystems(URL).get(0).find("new")).isPresent();
    assertThat(kept.source().codeSystems(URL).get(0).find("old")).isEmpty();
  }

  @Test
  void aCodeSystemIsCompiledOnce() {
    CodeSystemContent first = send(ONE, "a", system(URL, "x", 10)).source().codeSystems(URL).get(0);
    assertThat(send(ONE, "a", system(URL + "2", "y", 10)).source().codeSystems(URL).get(0))
        .isSameAs(first);
  }

  @Test
  void whoSendsMuchPushesOutHisOwn() {
    send(OTHER, "a", system(URL, "x", 10));
    for (int i = 0; i < 20; i++) {
      send(ONE, "id-" + i, system(URL, "x", 400_000));
    }
    assertThat(send(OTHER, "a").size()).isEqualTo(1);
    assertThat(send(ONE, "id-19").size()).isEqualTo(1);
    assertThat(send(ONE, "id-18").size()).isEqualTo(1);
    assertThat(send(ONE, "id-17").isEmpty()).as("three would be more than a share").isTrue();
    IntStream.range(0, 5).forEach(i -> send(OTHER, "small-" + i, system(URL, "x", 10)));
    assertThat(send(OTHER, "a").isEmpty()).as("more ids than one client may have").isTrue();
  }

  @Test
  void tooMuchUnderOneIdIsRefusedAndChangesNothing() {
    send(ONE, "a", system(URL, "x", 10));
    assertThatThrownBy(() -> send(ONE, "a", system(URL + "2", "y", 2_000_000)))
        .isInstanceOf(FaultException.class);
    Resource[] many =
        IntStream.range(0, 11).mapToObj(i -> system(URL + i, "x", 1)).toArray(Resource[]::new);
    assertThatThrownBy(() -> send(ONE, "a", many)).isInstanceOf(FaultException.class);
    assertThat(send(ONE, "a").size()).isEqualTo(1);
  }

  @Test
  void whatIsNoTerminologyIsNotKept() {
    assertThat(send(ONE, "a", new Patient()).isEmpty()).isTrue();
  }
}
