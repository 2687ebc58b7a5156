package org.xiangqiao.suites.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.RunningServer;
import org.xiangqiao.suites.SuiteTable;

/**
 * What the set marks as invalid is refused over REST, without reference checks, so that nothing but
 * the content decides. What only a validator can know is accepted and listed.
 */
class InvalidExamplesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatIsMarkedInvalidIsRefused() {
    SuiteTable table = new SuiteTable("invalid-examples", Examples.SOURCE + " marked invalid");
    KnownFailures accepted = new KnownFailures(InvalidExamplesIT.class, "accepted.csv");
    KnownFailures known = new KnownFailures(InvalidExamplesIT.class, "invalid-examples.csv");
    Map<String, String> through = new ConcurrentHashMap<>();
    try (RunningServer server =
        new RunningServer(Map.of("xiangqiao.store.references.policy", "off"))) {
      String token = server.token();
      new Examples()
          .each(
              example -> {
                if (example.mark() != Example.Mark.OK) {
                  judge(example, send(server, token, example), table, through);
                }
              });
    }
    through.forEach(table::skip);
    table.write();
    List<String> surprises = accepted.surprises(new TreeMap<>(through));
    surprises.addAll(known.surprises(table.failed()));
    assertThat(surprises).isEmpty();
    assertThat(table.passed()).isPositive();
  }

  private static void judge(
      Example example, HttpResponse<String> answer, SuiteTable table, Map<String, String> through) {
    int status = answer.statusCode();
    if (status == 201) {
      through.put(example.path(), "needs the validator (marked " + example.mark() + ")");
    } else if (status < 400 || status >= 500) {
      table.fail(example.path(), "status " + status);
    } else if (!answer.body().startsWith("{\"resourceType\":\"OperationOutcome\"")) {
      table.fail(example.path(), "refused without an OperationOutcome");
    } else {
      table.pass(example.path());
    }
  }

  private static HttpResponse<String> send(RunningServer server, String token, Example example) {
    String type;
    try {
      type = JSON.readTree(example.json()).path("resourceType").asText("Basic");
    } catch (IOException noJson) {
      type = "Basic";
    }
    return server.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/fhir/" + type))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/fhir+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(example.json()))
            .build());
  }
}
