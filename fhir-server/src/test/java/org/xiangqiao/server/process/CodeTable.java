package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of codes that a server imports while it is killed: some rows are bad, the others lie
 * below each other.
 */
final class CodeTable {

  /** Small batches, so that a kill comes between them; and a lease that runs out soon after one. */
  static final List<String> SETTINGS =
      List.of("--xiangqiao.code-import.batch-size=1KB", "--xiangqiao.code-import.lease=2s");

  private static final int ROWS = 20_000;
  private static final int EVERY_BAD = 1_000;
  private static final int BAD = ROWS / EVERY_BAD;
  private static final String URL = "http://example.org/crash-codes";
  private static final Pattern PLACE = Pattern.compile("(\\d+) rows");

  private final ObjectMapper json = new ObjectMapper();
  private final PackagedServer server;
  private final String job;

  private CodeTable(PackagedServer server, String job) {
    this.server = server;
    this.job = job;
  }

  /** Nine of ten lie below another; of a thousand one has no name. */
  private static String text() {
    StringBuilder rows = new StringBuilder("code,display,parent\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append('C').append(i).append(',');
      rows.append(i % EVERY_BAD == 7 ? "" : "第" + i + "条").append(',');
      rows.append(i % 10 == 0 ? "" : "C" + i / 10 * 10).append('\n');
    }
    return rows.toString();
  }

  static CodeTable begin(PackagedServer server) throws IOException, InterruptedException {
    HttpResponse<String> begun =
        server.post(
            "/fhir/CodeSystem/$import?version=1&lenient=true&activate=true&url=" + URL,
            "text/csv",
            text(),
            server.token());
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    return new CodeTable(server, begun.headers().firstValue("Content-Location").orElseThrow());
  }

  /** Rows that are dealt with; all of them when it is done. */
  int place() throws IOException, InterruptedException {
    HttpResponse<String> status = server.get(job, server.token());
    if (status.statusCode() == 200) {
      return Integer.MAX_VALUE;
    }
    Matcher rows = PLACE.matcher(status.headers().firstValue("X-Progress").orElse(""));
    return rows.find() ? Integer.parseInt(rows.group(1)) : 0;
  }

  boolean isUnderWay() throws IOException, InterruptedException {
    int place = place();
    return place > 0 && place < ROWS;
  }

  boolean isDone() throws IOException, InterruptedException {
    return place() == Integer.MAX_VALUE;
  }

  /** Every good row once, every bad one reported once, and the hierarchy over them. */
  void assertWhole() throws IOException, InterruptedException {
    JsonNode told = json(job);
    assertThat(told.get("state").asText()).as(told.toString()).isEqualTo("done");
    assertThat(told.get("loaded").asInt()).isEqualTo(ROWS - BAD);
    assertThat(told.get("refused").asInt()).isEqualTo(BAD);
    assertThat(server.get(job + "/report", server.token()).body().lines().skip(1).distinct())
        .hasSize(BAD);
    String all = "/fhir/ValueSet/$expand?count=1&url=" + URL + "%3Ffhir_vs";
    assertThat(json(all).at("/expansion/total").asInt()).isEqualTo(ROWS - BAD);
    String below = "/fhir/CodeSystem/$subsumes?system=" + URL + "&codeA=C19990&codeB=C19999";
    assertThat(json(below).toString()).contains("\"subsumes\"");
  }

  private JsonNode json(String address) throws IOException, InterruptedException {
    return json.readTree(server.get(address, server.token()).body());
  }
}
