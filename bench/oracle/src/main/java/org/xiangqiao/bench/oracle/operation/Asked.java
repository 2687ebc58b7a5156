package org.xiangqiao.bench.oracle.operation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/**
 * What one server made of a call.
 *
 * @param problem of an OperationOutcome, shortened
 */
record Asked(int status, Set<String> lines, String problem) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  static Asked of(FhirEndpoint server, Call call) throws InterruptedException {
    FhirEndpoint.Reply reply =
        call.look() == Look.EXPORT
            ? exported(server, call)
            : server.send(call.method(), call.address(), call.body());
    boolean told = reply.status() < 300 || !call.look().refusable() && !reply.broken();
    return new Asked(
        told && call.look() == Look.STATUS ? 200 : reply.status(),
        told ? call.look().lines(server, reply) : Set.of(),
        problem(reply));
  }

  /** Asks for an export and waits for its end. */
  private static FhirEndpoint.Reply exported(FhirEndpoint server, Call call)
      throws InterruptedException {
    FhirEndpoint.Reply reply =
        server.send(call.method(), call.address(), call.body(), Map.of("Prefer", "respond-async"));
    long end = System.nanoTime() + PATIENCE.toNanos();
    String status = reply.contentLocation();
    while (reply.status() == 202 && status != null && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
      reply = server.get(status);
    }
    return reply;
  }

  boolean refused() {
    return status >= 400 && status < 500 || status == 501;
  }

  boolean broken() {
    return status >= 500 && status != 501;
  }

  private static String problem(FhirEndpoint.Reply reply) {
    String text =
        (reply.body().at("/issue/0/details/text").asText("")
                + " "
                + reply.body().at("/issue/0/diagnostics").asText(""))
            .strip()
            .replaceAll("\\s+", " ");
    return text.substring(0, Math.min(240, text.length()));
  }
}
