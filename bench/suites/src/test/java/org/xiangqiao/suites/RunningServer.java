package org.xiangqiao.suites;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.xiangqiao.bench.stage.counter.BackendClient;
import org.xiangqiao.server.XiangqiaoServer;
import org.xiangqiao.store.TestPostgres;

/** The whole server on a free port over a database of its own, with one registered client. */
public final class RunningServer implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final BackendClient client = new BackendClient();
  private final int port;

  /**
   * @param settings beside those that every test needs
   */
  public RunningServer(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("spring.datasource.url", TestPostgres.jdbcUrl());
    all.put("spring.datasource.username", "postgres");
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
    all.put("xiangqiao.mllp.enabled", "false");
    // The suites' resources are stored as they are; validation has suites of its own.
    all.put("xiangqiao.validation.policy", "off");
    all.put("xiangqiao.data-directory", directory().toString());
    all.putAll(client.registration());
    all.putAll(settings);
    context =
        new SpringApplicationBuilder(XiangqiaoServer.class)
            .run(
                all.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new));
    port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
  }

  public int port() {
    return port;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** An access token to everything but administration. */
  public String token() {
    return client.token(port);
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("xiangqiao-suites");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
