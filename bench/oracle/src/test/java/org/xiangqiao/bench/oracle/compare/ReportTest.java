package org.xiangqiao.bench.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Differences ACCEPTED =
      new Differences(
          List.of(
              new Difference(
                  "accents",
                  Set.of(Verdict.DIFFERENT_IDS),
                  Pattern.compile("string.*"),
                  Pattern.compile("name="),
                  Pattern.compile(""),
                  "both",
                  "search.html#string",
                  "left to the server")));

  private static Finding finding(String feature, String request, Verdict verdict) {
    return new Finding(feature, request, verdict, List.of("ours: 1", "peer: 2"));
  }

  @Test
  void whatIsNotListedFails() throws Exception {
    Report report =
        new Report(
            List.of(
                finding("string", "Patient?name=a", Verdict.EQUAL),
                finding("string", "Patient?name=é", Verdict.DIFFERENT_IDS),
                finding("string", "Patient?family=é", Verdict.DIFFERENT_IDS),
                finding("string", "Patient?name=b", Verdict.OURS_BROKEN),
                finding("token", "Patient?name=é", Verdict.DIFFERENT_IDS),
                finding("token", "Patient?x=1", Verdict.BOTH_REFUSED)),
            ACCEPTED);
    Report without = new Report(List.of(finding("uri", "Device?url=a", Verdict.EQUAL)), ACCEPTED);

    assertThat(report.unused()).isEmpty();
    assertThat(without.unused()).containsExactly("accents");

    assertThat(report.failures())
        .extracting(Finding::request)
        .containsExactly("Patient?family=é", "Patient?name=b", "Patient?name=é");
    JsonNode json = new ObjectMapper().readTree(report.json(Map.of("suite", "oracle")));
    assertThat(json.path("cases").asInt()).isEqualTo(6);
    assertThat(json.path("passed").asInt()).isEqualTo(1);
    assertThat(json.path("failed").asInt()).isEqualTo(3);
    assertThat(json.path("skippedFor").path("accents").asInt()).isEqualTo(1);
    assertThat(json.path("features").path("token").path("failed").asInt()).isEqualTo(1);
    assertThat(report.failuresAsText()).contains("Patient?family=é", "ours: 1");
  }
}
