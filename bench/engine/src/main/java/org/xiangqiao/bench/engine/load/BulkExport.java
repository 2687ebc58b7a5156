package org.xiangqiao.bench.engine.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A bulk export of everything, to the last byte of the last file (Bulk Data Access 2). */
public final class BulkExport {

  private static final long PAUSE_MILLIS = 250;
  private static final String NDJSON = "application/fhir+ndjson";

  /**
   * @param refusal why there is no figure, or null
   */
  public record Result(String target, long resources, double seconds, String refusal) {

    public double perSecond() {
      return seconds == 0 ? 0 : resources / seconds;
    }
  }

  private final HttpTarget target;
  private final Duration patience;

  public BulkExport(HttpTarget target, Duration patience) {
    this.target = target;
    this.patience = patience;
  }

  public Result run() throws Exception {
    long begin = System.nanoTime();
    HttpTarget.Reply accepted =
        target.send(
            target
                .request(target.base().resolve("$export?_outputFormat=" + encodedNdjson()), null)
                .header("Prefer", "respond-async")
                .GET());
    if (accepted.status() != 202) {
      return refused("not offered: " + accepted.status());
    }
    URI status =
        target
            .base()
            .resolve(accepted.response().headers().firstValue("Content-Location").orElseThrow());
    JsonNode manifest = null;
    while (manifest == null) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return refused("not finished after " + patience.toSeconds() + " s");
      }
      HttpTarget.Reply reply = target.send(polling(status));
      if (reply.status() == 200) {
        manifest = target.parsed(reply);
      } else if (reply.status() != 202) {
        return refused("failed: " + reply.status());
      } else {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    long resources = 0;
    for (JsonNode file : manifest.path("output")) {
      resources += lines(URI.create(file.path("url").asText()));
    }
    return new Result(target.name(), resources, (System.nanoTime() - begin) / 1e9, null);
  }

  private HttpRequest.Builder polling(URI status) {
    return target.request(status, null).setHeader("Accept", "application/json").GET();
  }

  private long lines(URI file) throws Exception {
    HttpTarget.Reply reply =
        target.send(target.request(file, null).setHeader("Accept", NDJSON).GET());
    if (reply.status() != 200) {
      throw new IllegalStateException("export file: " + reply.status());
    }
    try (BufferedReader lines =
        new BufferedReader(new StringReader(new String(reply.body(), StandardCharsets.UTF_8)))) {
      return lines.lines().filter(line -> !line.isBlank()).count();
    }
  }

  private static String encodedNdjson() {
    return NDJSON.replace("+", "%2B");
  }

  private Result refused(String why) {
    return new Result(target.name(), 0, 0, why);
  }
}
