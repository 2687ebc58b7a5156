package org.xiangqiao.store.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;

/** RFC 6902 on resources, and what no patch may touch. */
class JsonPatchTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final ResourcePatcher PATCHER = new ResourcePatcher(FHIR);
  private static final String BEFORE =
      """
      {"resourceType":"Patient","id":"p","meta":{"versionId":"3","lastUpdated":"2026-01-01T08:00:00.000+08:00",
       "tag":[{"system":"t","code":"a"}]},"active":true,
       "name":[{"text":"甲"},{"text":"乙"}],"birthDate":"2020-01-01"}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'op':'add','path':'/gender','value':'male'}; 'gender':'male'",
        "{'op':'add','path':'/name/1','value':{'text':'丙'}}; [{'text':'甲'},{'text':'丙'},{'text':'乙'}]",
        "{'op':'add','path':'/name/-','value':{'text':'丙'}}; {'text':'乙'},{'text':'丙'}]",
        "{'op':'remove','path':'/name/0'}; 'name':[{'text':'乙'}]",
        "{'op':'replace','path':'/active','value':false}; 'active':false",
        "{'op':'move','from':'/name/1','path':'/name/0'}; [{'text':'乙'},{'text':'甲'}]",
        "{'op':'copy','from':'/name/0/text','path':'/name/1/text'}; [{'text':'甲'},{'text':'甲'}]",
        "{'op':'test','path':'/meta/versionId','value':'3'}; 'active':true",
        "{'op':'replace','path':'/meta','value':{'tag':[{'system':'t','code':'b'}]}}; 'code':'b'",
        "{'op':'replace','path':'','value':{'resourceType':'Patient','id':'p','active':false}}; 'active':false",
      })
  void operationsOfTheRfc(String operation, String expected) {
    assertThat(patched("[" + operation + "]")).contains(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "patch-op-unknown; INVALID; {'op':'increment','path':'/active'}",
        "patch-part-missing; INVALID; {'op':'add','path':'/gender'}",
        "patch-part-missing; INVALID; {'op':'remove'}",
        "patch-part-missing; INVALID; {'op':'move','path':'/gender'}",
        "patch-pointer-malformed; INVALID; {'op':'remove','path':'gender'}",
        "patch-pointer-malformed; INVALID; {'op':'remove','path':'/~2'}",
        "patch-move-inside; INVALID; {'op':'move','from':'/name','path':'/name/0'}",
        "patch-path-missing; UNPROCESSABLE; {'op':'remove','path':'/gender'}",
        "patch-path-missing; UNPROCESSABLE; {'op':'replace','path':'/gender','value':'male'}",
        "patch-path-missing; UNPROCESSABLE; {'op':'add','path':'/contact/0/gender','value':'male'}",
        "patch-path-missing; UNPROCESSABLE; {'op':'add','path':'/name/7','value':{'text':'丙'}}",
        "patch-path-missing; UNPROCESSABLE; {'op':'copy','from':'/contact','path':'/name'}",
        "patch-test-failed; UNPROCESSABLE; {'op':'test','path':'/active','value':false}",
        "patch-test-failed; UNPROCESSABLE; {'op':'test','path':'/gender','value':'male'}",
        "patch-whole; UNPROCESSABLE; {'op':'remove','path':''}",
        "patch-result-invalid; UNPROCESSABLE; {'op':'add','path':'/colour','value':'red'}",
        "patch-result-invalid; UNPROCESSABLE; {'op':'replace','path':'/name','value':'甲'}",
        "patch-result-invalid; UNPROCESSABLE; {'op':'add','path':'/gender','value':'blue'}",
        "patch-result-invalid; UNPROCESSABLE; {'op':'replace','path':'/birthDate','value':'today'}",
      })
  void theSecondOperationIsNamedWhenItIsBad(String key, Kind kind, String operation) {
    assertThatThrownBy(
            () -> patched("[{'op':'test','path':'/active','value':true}," + operation + "]"))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.problems().get(0).key()).isEqualTo(key);
              assertThat(refusal.kind()).isEqualTo(kind);
              assertThat(refusal.problems().get(0).location()).startsWith("patch[1]");
              assertThat(refusal.problems().get(0).arguments()).contains(1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id; {'op':'replace','path':'/id','value':'q'}",
        "id; {'op':'remove','path':'/id'}",
        "resourceType; {'op':'replace','path':'','value':{'resourceType':'Person','id':'p'}}",
        "meta.versionId; {'op':'replace','path':'/meta/versionId','value':'9'}",
        "meta.lastUpdated; {'op':'replace','path':'/meta/lastUpdated','value':'2020-01-01T00:00:00Z'}",
      })
  void whatBelongsToTheServerStays(String element, String operation) {
    refused("[" + operation + "]", "patch-protected", element);
  }

  @Test
  void documentsThatAreNoPatchAreRefused() {
    refused("{'op':'remove','path':'/active'}", "patch-not-json", null);
    refused("[{'op':'remove',", "patch-not-json", null);
    refused("[{'op':'remove','op':'test','path':'/active'}]", "patch-not-json", null);
    refused("[" + "{'op':'remove','path':'/a'},".repeat(1000) + "1]", "patch-too-long", null);
  }

  @Test
  void copiesThatDoubleEachTimeAreStopped() {
    StringBuilder patch = new StringBuilder("[");
    for (int i = 0; i < 40; i++) {
      patch.append(i == 0 ? "" : ",");
      patch.append("{'op':'copy','from':'/name','path':'/name/-'}");
    }
    refused(patch.append("]").toString(), "patch-copies-too-much", null);
  }

  @Test
  void decimalsKeepTheirDigits() {
    String before =
        "{'resourceType':'Observation','id':'o','status':'final','valueQuantity':{'value':1.50}}";
    String patch = "[{'op':'replace','path':'/status','value':'amended'}]";
    assertThat(
            FHIR.newJsonParser()
                .encodeResourceToString(
                    PATCHER.apply(json(before), new PatchDocument.Json(json(patch)))))
        .contains("1.50");
  }

  private static void refused(String patch, String key, String argument) {
    assertThatThrownBy(() -> patched(patch))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.problems().get(0).key()).isEqualTo(key);
              if (argument != null) {
                assertThat(refusal.problems().get(0).arguments()).contains(argument);
              }
            });
  }

  private static String patched(String patch) {
    return FHIR.newJsonParser()
        .encodeResourceToString(PATCHER.apply(BEFORE, new PatchDocument.Json(json(patch))));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
