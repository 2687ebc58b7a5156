package org.xiangqiao.bench.terminology;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Some clients, each asking one question after the other on one connection. */
final class Load {

  /** Share of the answers at the beginning that do not count: connections, plans. */
  private static final int RUN_UP = 10;

  /**
   * What was measured.
   *
   * @param answered with success
   * @param failed with anything else
   * @param millis percentiles of the time to the whole answer
   */
  record Result(int clients, long answered, long failed, double perSecond, Percentiles millis) {}

  record Percentiles(double p50, double p95, double p99) {}

  private final URI base;
  private final String token;

  Load(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * @param addresses of each client, relative to the FHIR base
   */
  Result run(int clients, double seconds, IntFunction<Supplier<String>> addresses)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    return run(clients, () -> System.nanoTime() < end, addresses);
  }

  Result run(int clients, BooleanSupplier goesOn, IntFunction<Supplier<String>> addresses)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      List<Callable<Tally>> tasks = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Supplier<String> next = addresses.apply(client);
        tasks.add(() -> ask(next, goesOn));
      }
      Tally all = new Tally();
      for (Future<Tally> each : threads.invokeAll(tasks)) {
        all.add(each.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(
          clients,
          all.answered,
          all.failed,
          all.answered / seconds,
          new Percentiles(all.at(50), all.at(95), all.at(99)));
    } finally {
      threads.shutdown();
    }
  }

  private Tally ask(Supplier<String> next, BooleanSupplier goesOn) throws IOException {
    Tally tally = new Tally();
    try (CloseableHttpClient http =
        HttpClients.custom()
            .setConnectionManager(new BasicHttpClientConnectionManager())
            .disableContentCompression()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build()) {
      for (int i = 0; i < RUN_UP || goesOn.getAsBoolean(); i++) {
        HttpGet get = new HttpGet(base.resolve(next.get()));
        get.setHeader("Accept", "application/fhir+json");
        get.setHeader("Authorization", "Bearer " + token);
        long before = System.nanoTime();
        boolean good =
            http.execute(
                get,
                response -> {
                  EntityUtils.consume(response.getEntity());
                  return response.getCode() == 200;
                });
        tally.note(good, i < RUN_UP ? -1 : System.nanoTime() - before);
      }
    }
    return tally;
  }

  private static final class Tally {
    private final Histogram micros = new Histogram(3);
    private long answered;
    private long failed;

    void note(boolean good, long nanos) {
      answered += good ? 1 : 0;
      failed += good ? 0 : 1;
      if (nanos >= 0) {
        micros.recordValue(Math.max(1, nanos / 1000));
      }
    }

    void add(Tally other) {
      micros.add(other.micros);
      answered += other.answered;
      failed += other.failed;
    }

    double at(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1000.0;
    }
  }
}
