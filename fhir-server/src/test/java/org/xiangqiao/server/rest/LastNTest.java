package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code Observation/$lastn} over HTTP, with the examples of its definition. */
class LastNTest extends RestServerTest {

  private String patient() {
    return "Patient/" + create(resident("观察"));
  }

  /**
   * @param code inside of Observation.code
   * @param time or null
   */
  private String observation(String patient, String code, String time) {
    String effective = time == null ? "" : ",\"effectiveDateTime\":\"" + time + "\"";
    return create(
        """
        {"resourceType":"Observation","status":"final","category":[{"coding":[{"code":"vital-signs"}]}],
         "code":{%s},"subject":{"reference":"%s"}%s}"""
            .formatted(code, patient, effective));
  }

  private static String coding(String... codes) {
    StringBuilder text = new StringBuilder("\"coding\":[");
    for (String code : codes) {
      text.append(text.toString().endsWith("[") ? "" : ",");
      text.append("{\"system\":\"urn:s\",\"code\":\"").append(code).append("\"}");
    }
    return text.append("]").toString();
  }

  private List<String> last(String query, String... headers) {
    Reply reply = get("/Observation/$lastn?" + query, headers);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().get("type").asText()).isEqualTo("searchset");
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : reply.json().path("entry")) {
      assertThat(entry.at("/search/mode").asText()).isEqualTo("match");
      ids.add(entry.at("/resource/id").asText());
    }
    return ids;
  }

  @Test
  void givesTheNewestOfEachCodeNewestFirst() {
    String patient = patient();
    observation(patient, coding("a"), "2024-01-01");
    String a2 = observation(patient, coding("a"), "2024-01-02");
    String a3 = observation(patient, coding("a"), "2024-01-03");
    String b1 = observation(patient, coding("b"), "2024-02-01");
    observation(patient(), coding("a"), "2025-01-01");

    String asked = "patient=" + patient + "&category=vital-signs";
    assertThat(last(asked)).containsExactly(b1, a3);
    assertThat(last(asked + "&max=2")).containsExactly(b1, a3, a2);
    assertThat(last("subject=" + patient + "&code=urn:s%7Ca")).containsExactly(a3);
    assertThat(last(asked + "&date=lt2024-01-03")).containsExactly(a2);
    assertThat(last(asked + "&status=preliminary")).isEmpty();
    assertThat(get("/Observation/$lastn?" + asked).json().get("total").asInt()).isEqualTo(2);
  }

  @Test
  void takesCodesBesideEachOtherForEqual() {
    String patient = patient();
    String asked = "patient=" + patient + "&category=vital-signs";
    observation(patient, coding("a"), "2024-01-01");
    String b = observation(patient, coding("b"), "2024-01-02");
    String c = observation(patient, coding("a", "c"), "2024-01-03");
    assertThat(last(asked)).containsExactly(c, b);
    String d = observation(patient, coding("c", "b"), "2024-01-04");
    assertThat(last(asked)).containsExactly(d);

    String texts = patient();
    String t1 = observation(texts, "\"text\":\"textM\"", "2024-01-01");
    String t2 = observation(texts, "\"text\":\"Text\"", "2024-01-02");
    String t3 = observation(texts, "\"text\":\"t e x t\"", "2024-01-03");
    assertThat(last("patient=" + texts + "&category=vital-signs")).containsExactly(t3, t2, t1);
  }

  @Test
  void givesAllOfATie() {
    String patient = patient();
    String asked = "patient=" + patient + "&category=vital-signs&max=3";
    observation(patient, coding("a"), null);
    observation(patient, coding("a"), "2024-01-01T08:00:00Z");
    String tie1 = observation(patient, coding("a"), "2024-01-02T08:00:00Z");
    String tie2 = observation(patient, coding("a"), "2024-01-02T16:00:00+08:00");
    String third = observation(patient, coding("a"), "2024-01-03T08:00:00Z");
    String last = observation(patient, coding("a"), "2024-01-04T08:00:00Z");
    assertThat(last(asked)).hasSize(4).startsWith(last, third).contains(tie1, tie2);
    assertThat(last(asked.replace("max=3", "max=100"))).hasSize(6);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    String patient = patient();
    refusal(get("/Observation/$lastn?category=vital-signs"), 400, "lastn-subject");
    refusal(get("/Observation/$lastn?patient=" + patient), 400, "lastn-code");
    refusal(get("/Observation/$lastn?patient:missing=true&code=a"), 400, "lastn-subject");
    String asked = "/Observation/$lastn?code=a&patient=" + patient;
    refusal(get(asked + "&max=0"), 400, "lastn-max");
    refusal(get(asked + "&max=1&max=2"), 400, "lastn-max");
    refusal(get(asked + "&_sort=date"), 400, "lastn-parameter");
    refusal(get(asked + "&_include=Observation:subject"), 400, "lastn-parameter");
    refusal(get(asked + "&colour=red"), 400, "search.unknown-parameter");
    refusal(get("/Condition/$lastn?code=a"), 404, "unknown-operation");
  }

  @Test
  void needsTheScopesOfASearch() {
    String patient = patient();
    String id = observation(patient, coding("a"), "2024-01-01");
    String asked = "code=a&patient=" + patient;
    assertThat(last(asked, SCOPE, "system/Observation.s")).containsExactly(id);
    refusal(
        get("/Observation/$lastn?" + asked, SCOPE, "system/Observation.r"), 403, "scope-missing");
    refusal(
        get("/Observation/$lastn?code=a&patient.gender=male", SCOPE, "system/Observation.s"),
        403,
        "scope-missing");
    assertThat(last(asked, TENANT, "2")).isEmpty();
  }

  @Test
  void takesParametersFromABody() {
    String patient = patient();
    String id = observation(patient, coding("a"), "2024-01-01");
    Reply reply =
        send(
            "POST",
            "/Observation/$lastn",
            """
            {"resourceType":"Parameters","parameter":[{"name":"max","valuePositiveInt":1},
             {"name":"code","valueString":"a"},{"name":"patient","valueString":"%s"}]}"""
                .formatted(patient));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/entry/0/resource/id").asText()).isEqualTo(id);
  }
}
