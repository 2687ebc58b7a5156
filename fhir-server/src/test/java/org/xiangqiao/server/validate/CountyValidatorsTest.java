package org.xiangqiao.server.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteOperation;

/** Answers by one state of the definitions, renewed where they change. */
class CountyValidatorsTest {

  private static final String URL = "https://example.org/StructureDefinition/";

  private final OpenStore open = OpenStore.open();
  private final CountyValidators validators = OpenValidators.of(open);

  @AfterEach
  void close() {
    open.close();
  }

  /**
   * Two profiles demand the same element and are always changed together: one answer never has one
   * of them as it was before and the other as it is now.
   */
  @Test
  void anAnswerNeverMixesTwoStates() throws Exception {
    put("subject");
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> changes =
          other.submit(
              () -> {
                for (int i = 0; i < 12; i++) {
                  put(i % 2 == 0 ? "author" : "subject");
                }
              });
      while (!changes.isDone()) {
        List<String> demanded = demanded();
        assertThat(demanded).hasSize(2);
        assertThat(demanded.get(0)).isEqualTo(demanded.get(1));
      }
      changes.get();
    } finally {
      other.shutdownNow();
    }
    assertThat(demanded()).containsExactly("subject", "subject");
  }

  @Test
  void whatChangedIsMadeReadyBesideTheCalls() {
    put("subject");
    validators.validate(CALLER.tenantId(), WireFormat.JSON, WarmUp.SMALLEST, List.of());
    long before = validators.kept();
    validators.renew();
    assertThat(validators.kept()).as("nothing changed").isEqualTo(before);
    put("author");
    validators.renew();
    assertThat(validators.kept()).isEqualTo(before + 1);
  }

  @Test
  void deletedDefinitionsNoLongerCount() {
    put("subject");
    assertThat(demanded()).hasSize(2);
    open.delete("StructureDefinition", "one");
    Verdict after =
        validators.validate(
            CALLER.tenantId(), WireFormat.JSON, WarmUp.SMALLEST, List.of(URL + "one"));
    assertThat(after.unknown()).containsExactly(URL + "one");
  }

  /** What the two profiles find missing. */
  private List<String> demanded() {
    try {
      return validators
          .validate(
              CALLER.tenantId(),
              WireFormat.JSON,
              WarmUp.SMALLEST,
              List.of(URL + "one", URL + "two"))
          .messages()
          .stream()
          .flatMap(
              message ->
                  Stream.of("subject", "author")
                      .filter(each -> message.getMessage().contains("Basic." + each)))
          .toList();
    } catch (DefinitionsChange again) {
      return demanded();
    }
  }

  private void put(String required) {
    List<WriteOperation> both = new ArrayList<>();
    for (String id : List.of("one", "two")) {
      both.add(new WriteOperation.Update(profile(id, required), null, null, null));
    }
    open.store().write(CALLER, both);
  }

  private static StructureDefinition profile(String id, String required) {
    return FHIR.newJsonParser()
        .parseResource(
            StructureDefinition.class,
            """
            {"resourceType":"StructureDefinition","id":"%s","url":"%s","name":"Sample",
             "status":"active","fhirVersion":"4.0.1","kind":"resource","abstract":false,
             "type":"Basic","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Basic",
             "derivation":"constraint","differential":{"element":[
              {"id":"Basic","path":"Basic"},
              {"id":"Basic.%s","path":"Basic.%s","min":1}]}}"""
                .formatted(id, URL + id, required, required));
  }
}
