package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Search parameters of users, over REST: posted, indexed in the background, searched. */
class SearchParameterTest extends RestServerTest {

  private static final String DEFINITION =
      """
      {"resourceType":"SearchParameter","id":"hamlet","url":"https://fhir.example.cn/hamlet",
       "name":"hamlet","status":"active","description":"hamlet","code":"hamlet",
       "base":["Patient"],"type":"string",
       "expression":"Patient.extension.where(url='https://fhir.example.cn/v').value"}""";

  private static final String RESIDENT =
      """
      {"resourceType":"Patient","id":"of-willow","extension":[
        {"url":"https://fhir.example.cn/v","valueString":"柳树村"}]}""";

  @Test
  void isSearchedOnceEverythingIsIndexed() {
    assertThat(send("PUT", "/Patient/of-willow", RESIDENT).status()).isEqualTo(201);
    assertThat(get("/Patient?hamlet=%E6%9F%B3").status()).isEqualTo(400);
    assertThat(send("PUT", "/SearchParameter/hamlet", DEFINITION).status()).isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(get("/Patient?hamlet=%E6%9F%B3").text()).contains("of-willow"));
    assertThat(send("DELETE", "/SearchParameter/hamlet", null).status()).isEqualTo(204);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(get("/Patient?hamlet=%E6%9F%B3").status()).isEqualTo(400));
  }

  @Test
  void isRefusedWithThePlaceWhenItCannotBeSearched() {
    Reply refused =
        send(
            "PUT",
            "/SearchParameter/wrong",
            DEFINITION
                .replace("\"hamlet\",\"url", "\"wrong\",\"url")
                .replace("Patient.ext", "Basic.ext"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("SearchParameter.expression");
  }

  @Test
  void codesOfR4sOwnValueSets() {
    String resident = "{\"resourceType\":\"Patient\",\"id\":\"vs-1\",\"gender\":\"other\"}";
    assertThat(send("PUT", "/Patient/vs-1", resident).status()).isEqualTo(201);
    String valueSet = "http://hl7.org/fhir/ValueSet/administrative-gender";
    assertThat(get("/Patient?_id=vs-1&gender:in=" + valueSet).text()).contains("vs-1");
    assertThat(get("/Patient?_id=vs-1&gender:not-in=" + valueSet).text())
        .doesNotContain("Patient/vs-1");
    assertThat(get("/Patient?gender:in=urn:nothing").status()).isEqualTo(400);
  }
}
