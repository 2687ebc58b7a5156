package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;
import org.xiangqiao.server.bulkimport.ImportFiles.Pulse;

/** Fetches files from other servers, as long as they answer. Redirects are not followed. */
final class ImportSource {

  private final ImportFiles files;
  private final Duration silence;
  private final Duration limit;

  /**
   * @param silence so long the other server may say nothing
   * @param limit so long the whole may take
   */
  ImportSource(ImportFiles files, Duration silence, Duration limit) {
    this.files = files;
    this.silence = silence;
    this.limit = limit;
  }

  /** The other server does not want to give the file: to ask again would not help. */
  static final class Refused extends IOException {
    Refused(int status) {
      super("status " + status);
    }
  }

  /** Nothing came for too long. */
  static final class Silent extends IOException {
    Silent() {
      super("the source is silent or too slow");
    }
  }

  /**
   * @param pulse told every few seconds, from any thread; what it throws ends the fetching
   */
  Kept fetch(UUID job, int number, String source, Pulse pulse) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(silence)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(source)).header("Accept", ImportManifest.NDJSON).build();
    HttpResponse<InputStream> response =
        answer(client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()), pulse);
    try (InputStream body = new WatchedStream(response.body(), silence, limit, pulse)) {
      int status = response.statusCode();
      if (status != 200) {
        boolean passes = status >= 500 || status == 429 || status == 408;
        throw passes ? new IOException("status " + status) : new Refused(status);
      }
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      return files.keep(job, number, body, announced, () -> {});
    }
  }

  private HttpResponse<InputStream> answer(
      CompletableFuture<HttpResponse<InputStream>> asked, Pulse pulse) throws IOException {
    long end = System.nanoTime() + silence.toNanos();
    try {
      while (true) {
        try {
          return asked.get(WatchedStream.every(silence).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          pulse.beat();
          if (System.nanoTime() > end) {
            throw new Silent();
          }
        }
      }
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopping");
    } finally {
      asked.cancel(true);
    }
  }
}
