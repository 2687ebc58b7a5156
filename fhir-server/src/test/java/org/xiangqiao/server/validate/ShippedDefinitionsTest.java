package org.xiangqiao.server.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteOperation;

/** Definitions for all (tenant 0) count in every county. */
class ShippedDefinitionsTest {

  private static final String CODES =
      """
      {"resourceType":"CodeSystem","id":"sex","url":"urn:oid:2.16.156.10011.2.3.3.4",
       "status":"active","content":"complete","concept":[{"code":"1","display":"男性"}]}""";
  private static final String SET =
      """
      {"resourceType":"ValueSet","id":"sex","url":"https://fhir.xiangqiao.org/ValueSet/sex",
       "status":"active","compose":{"include":[{"system":"urn:oid:2.16.156.10011.2.3.3.4"}]}}""";
  private static final String PROFILE =
      """
      {"resourceType":"StructureDefinition","id":"bound","name":"Bound","status":"active",
       "url":"https://fhir.xiangqiao.org/StructureDefinition/bound","fhirVersion":"4.0.1",
       "kind":"resource","abstract":false,"type":"Basic",
       "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Basic",
       "derivation":"constraint","differential":{"element":[
         {"id":"Basic","path":"Basic"},
         {"id":"Basic.code","path":"Basic.code","binding":{"strength":"required",
          "valueSet":"https://fhir.xiangqiao.org/ValueSet/sex"}}]}}""";

  private final OpenStore open = OpenStore.open();
  private final CountyValidators validators = OpenValidators.of(open);

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void countiesWithoutTheirOwnShareThoseForAll() {
    for (String each : List.of(CODES, SET, PROFILE)) {
      Resource resource = (Resource) FHIR.newJsonParser().parseResource(each);
      open.store()
          .write(
              new Caller(Caller.DEFINITIONS_TENANT, "test", "", "test"),
              List.of(new WriteOperation.Update(resource, null, null, null)));
    }
    assertThat(errors(7, "1")).isEmpty();
    assertThat(errors(7, "5")).isNotEmpty();
    assertThat(errors(8, "5")).isNotEmpty();
    assertThat(validators.kept()).isOne();
  }

  private List<ValidationMessage> errors(int county, String code) {
    String basic =
        """
        {"resourceType":"Basic","code":{"coding":[
         {"system":"urn:oid:2.16.156.10011.2.3.3.4","code":"%s"}]}}"""
            .formatted(code);
    return validators
        .validate(
            county,
            WireFormat.JSON,
            basic,
            List.of("https://fhir.xiangqiao.org/StructureDefinition/bound"))
        .messages()
        .stream()
        .filter(message -> message.getLevel().isError())
        .toList();
  }
}
