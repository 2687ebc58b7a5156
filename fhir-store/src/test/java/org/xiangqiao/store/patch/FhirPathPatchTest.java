package org.xiangqiao.store.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;

/** R4 fhirpatch.html: each operation, each kind of value, each rule. */
class FhirPathPatchTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final FhirPathPatch PATCH = new FhirPathPatch(FHIR);

  @Test
  void addFillsAnElementOrAppends() {
    assertThat(
            patched(
                "{'resourceType':'Patient'}",
                "add|Patient|birthDate|'valueDate':'1930-01-01'",
                "add|Patient|identifier|'valueIdentifier':{'value':'1'}",
                "add|Patient|identifier|'valueIdentifier':{'value':'2'}",
                "add|Patient|gender|'valueCode':'female'"))
        .isEqualTo(
            json(
                "{'resourceType':'Patient','identifier':[{'value':'1'},{'value':'2'}],"
                    + "'gender':'female','birthDate':'1930-01-01'}"));
  }

  @Test
  void anonymousTypesComeInParts() {
    assertThat(
            patched(
                "{'resourceType':'Patient'}",
                "add|Patient|contact|'part':["
                    + "{'name':'relationship','valueCodeableConcept':{'text':'母亲'}},"
                    + "{'name':'relationship','valueCodeableConcept':{'text':'监护人'}},"
                    + "{'name':'name','part':[{'name':'text','valueString':'李某'}]},"
                    + "{'name':'gender','valueCode':'female'}]"))
        .isEqualTo(
            json(
                "{'resourceType':'Patient','contact':[{'relationship':[{'text':'母亲'},"
                    + "{'text':'监护人'}],'name':{'text':'李某'},'gender':'female'}]}"));
  }

  @Test
  void choicesTakeTheTypeOfTheirValue() {
    String before = "{'resourceType':'Observation','status':'final','valueString':'高'}";
    assertThat(patched(before, "replace|Observation.value||'valueQuantity':{'value':38.50}"))
        .isEqualTo(
            json(
                "{'resourceType':'Observation','status':'final','valueQuantity':{'value':38.50}}"));
    assertThat(patched("{'resourceType':'Patient'}", "add|Patient|deceased|'valueBoolean':true"))
        .isEqualTo(json("{'resourceType':'Patient','deceasedBoolean':true}"));
    assertThat(
            patched(
                "{'resourceType':'Patient'}",
                "add|Patient|deceased[x]|'valueDateTime':'2020-01-01'"))
        .isEqualTo(json("{'resourceType':'Patient','deceasedDateTime':'2020-01-01'}"));
    refused(
        "{'resourceType':'Patient'}",
        Kind.UNPROCESSABLE,
        "patch-value-unfit",
        "add|Patient|deceased|'valueQuantity':{'value':1}");
  }

  @Test
  void replaceKeepsThePlaceInTheList() {
    assertThat(
            patched(
                "{'resourceType':'Patient','name':[{'given':['甲','乙','丙']}]}",
                "replace|Patient.name[0].given[1]||'valueString':'丁'"))
        .isEqualTo(json("{'resourceType':'Patient','name':[{'given':['甲','丁','丙']}]}"));
  }

  @Test
  void deleteRemovesOneAndNothingIsNoError() {
    String before = "{'resourceType':'Patient','active':true,'name':[{'text':'甲'},{'text':'乙'}]}";
    assertThat(patched(before, "delete|Patient.name.where(text = '甲')", "delete|Patient.gender"))
        .isEqualTo(json("{'resourceType':'Patient','active':true,'name':[{'text':'乙'}]}"));
    assertThat(patched(before, "delete|Patient.active"))
        .isEqualTo(json("{'resourceType':'Patient','name':[{'text':'甲'},{'text':'乙'}]}"));
    refused(before, Kind.UNPROCESSABLE, "patch-path-several", "delete|Patient.name");
    refused(before, Kind.UNPROCESSABLE, "patch-path-not-element", "delete|Patient");
  }

  @Test
  void extensionsOfPrimitivesAreElementsToo() {
    String before =
        "{'resourceType':'Patient','birthDate':'2020-01-01','_birthDate':{'extension':"
            + "[{'url':'http://example.org/x','valueString':'y'}]}}";
    assertThat(patched(before, "delete|Patient.birthDate.extension('http://example.org/x')"))
        .isEqualTo(json("{'resourceType':'Patient','birthDate':'2020-01-01'}"));
    assertThat(
            patched(
                "{'resourceType':'Patient'}",
                "add|Patient|extension|'part':[{'name':'url','valueUri':'http://example.org/x'},"
                    + "{'name':'value','valueString':'y'}]"))
        .isEqualTo(
            json(
                "{'resourceType':'Patient','extension':"
                    + "[{'url':'http://example.org/x','valueString':'y'}]}"));
  }

  @Test
  void insertAndMoveKeepTheOrder() {
    String before = "{'resourceType':'Patient','name':[{'given':['0','1','2']}]}";
    assertThat(given(before, "insert|Patient.name[0].given||'valueString':'x'|'index':1"))
        .isEqualTo("[0, x, 1, 2]");
    assertThat(given(before, "insert|Patient.name[0].given||'valueString':'x'|'index':3"))
        .isEqualTo("[0, 1, 2, x]");
    assertThat(given(before, "move|Patient.name[0].given|||'source':0,'destination':2"))
        .isEqualTo("[1, 2, 0]");
    assertThat(given(before, "move|Patient.name[0].given|||'source':2,'destination':0"))
        .isEqualTo("[2, 0, 1]");
    assertThat(
            patched(
                "{'resourceType':'Patient'}",
                "insert|Patient.identifier||'valueIdentifier':{'value':'1'}|'index':0"))
        .isEqualTo(json("{'resourceType':'Patient','identifier':[{'value':'1'}]}"));
    refused(
        before,
        Kind.UNPROCESSABLE,
        "patch-index",
        "insert|Patient.name[0].given||'valueString':'x'|'index':4");
    refused(
        before,
        Kind.UNPROCESSABLE,
        "patch-index",
        "move|Patient.name[0].given|||'source':0,'destination':3");
    refused(
        before,
        Kind.UNPROCESSABLE,
        "patch-path-not-list",
        "move|Patient.name[0].given[0]|||'source':0,'destination':0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "patch-op-unknown; INVALID; rename|Patient.active",
        "patch-part-missing; INVALID; add|Patient||'valueBoolean':true",
        "patch-part-missing; INVALID; replace|Patient.active",
        "patch-part-unknown; INVALID; delete|Patient.active|active",
        "patch-path-malformed; INVALID; delete|Patient..active",
        "patch-path-refused; INVALID; delete|Patient.name.where(text.matches('(a+)+$'))",
        "patch-path-nothing; UNPROCESSABLE; replace|Patient.gender||'valueCode':'male'",
        "patch-element-exists; UNPROCESSABLE; add|Patient|active|'valueBoolean':true",
        "patch-name-unknown; UNPROCESSABLE; add|Patient|colour|'valueString':'red'",
        "patch-value-unfit; UNPROCESSABLE; add|Patient|gender|'valueCode':'blue'",
        "patch-value-unfit; UNPROCESSABLE; add|Patient|birthDate|'valueString':'today'",
        "patch-value-unfit; UNPROCESSABLE; add|Patient|name|'valueAddress':{'text':'x'}",
      })
  void badOperationsAreNamed(String key, Kind kind, String operation) {
    refused("{'resourceType':'Patient','active':true}", kind, key, operation);
  }

  @Test
  void valuesInAPathAreNotRepeatedInTheRefusal() {
    assertThatThrownBy(
            () ->
                patched(
                    "{'resourceType':'Patient'}",
                    "replace|Patient.identifier.where(value = '990100201905010011')||"
                        + "'valueIdentifier':{'value':'1'}"))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.getMessage()).contains("identifier").doesNotContain("9901"));
  }

  @Test
  void theGivenResourceStaysAsItIs() {
    Patient patient = new Patient();
    patient.setActive(true);
    Resource patched = PATCH.apply(patient, parameters("delete|Patient.active"));
    assertThat(patient.getActive()).isTrue();
    assertThat(((Patient) patched).hasActive()).isFalse();
  }

  @Test
  void narrativeIsReplacedByItsText() {
    String before = "{'resourceType':'Patient','text':{'status':'generated','div':'<div>甲</div>'}}";
    assertThat(patched(before, "replace|Patient.text.div||'valueString':'<div><b>乙</b></div>'"))
        .contains("<b>乙</b>")
        .doesNotContain("甲");
  }

  @Test
  void containedResourcesAreValues() {
    Observation observation = new Observation();
    Parameters patch =
        parameters("add|Observation|contained|'resource':{'resourceType':'Patient','id':'p'}");
    Observation patched = (Observation) PATCH.apply(observation, patch);
    assertThat(patched.getContained()).hasSize(1);
  }

  private static String given(String before, String operation) {
    Patient patient = (Patient) PATCH.apply(resource(before), parameters(operation));
    return patient.getNameFirstRep().getGiven().toString();
  }

  private static void refused(String before, Kind kind, String key, String operation) {
    assertThatThrownBy(() -> patched(before, operation))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.problems().get(0).key()).isEqualTo(key);
              assertThat(refusal.kind()).isEqualTo(kind);
              assertThat(refusal.problems().get(0).location())
                  .startsWith("Parameters.parameter[0]");
            });
  }

  private static String patched(String before, String... operations) {
    return FHIR.newJsonParser()
        .encodeResourceToString(PATCH.apply(resource(before), parameters(operations)));
  }

  private static Resource resource(String json) {
    return (Resource) FHIR.newJsonParser().parseResource(json(json));
  }

  /** Operations as {@code type|path|name|value|numbers}; empty parts are left out. */
  static Parameters parameters(String... operations) {
    StringBuilder json = new StringBuilder("{'resourceType':'Parameters','parameter':[");
    for (String operation : operations) {
      String[] parts = operation.split("\\|", -1);
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
      json.append("{'name':'operation','part':[{'name':'type','valueCode':'" + parts[0] + "'}");
      json.append(",{'name':'path','valueString':" + quoted(parts[1]) + "}");
      if (parts.length > 2 && !parts[2].isEmpty()) {
        json.append(",{'name':'name','valueString':'" + parts[2] + "'}");
      }
      if (parts.length > 3 && !parts[3].isEmpty()) {
        json.append(",{'name':'value'," + parts[3] + "}");
      }
      if (parts.length > 4) {
        for (String number : parts[4].split(",")) {
          String[] sides = number.split(":");
          json.append(",{'name':" + sides[0] + ",'valueInteger':" + sides[1] + "}");
        }
      }
      json.append("]}");
    }
    String text = json(json.append("]}").toString()).replace("\u0001", "'");
    return FHIR.newJsonParser().parseResource(Parameters.class, text);
  }

  /** FHIRPath has quotes of its own, which must stay. */
  private static String quoted(String path) {
    return "'" + path.replace("'", "\u0001") + "'";
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
