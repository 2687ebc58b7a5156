package org.xiangqiao.bench.opensearch;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The same cluster behind TLS, with a certificate of its own, and a user with a password: how a
 * county's cluster is reached.
 */
final class GuardedCluster implements AutoCloseable {

  static final String USER = "xiangqiao";
  static final String PASSWORD = "only-a-test";
  private static final String STORE_PASSWORD = "only-a-test";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong answered = new AtomicLong();
  private final Path store;
  private final URI cluster;
  private final HttpsServer server;

  GuardedCluster(Path folder, String cluster) throws Exception {
    this.cluster = URI.create(cluster);
    store = folder.resolve("cluster.p12");
    makeCertificate(store);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
    server.setExecutor(threads);
    server
        .createContext("/", this::pass)
        .setAuthenticator(
            new BasicAuthenticator("cluster") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return USER.equals(user) && PASSWORD.equals(password);
              }
            });
    server.start();
  }

  String uri() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** How many requests with the right user went through. */
  long answered() {
    return answered.get();
  }

  /** For the JVM that shall trust the certificate, and user and password. */
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store,
        "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(cluster.resolve(exchange.getRequestURI().toString()))
              .timeout(Duration.ofSeconds(60))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body.readAllBytes()));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(each -> exchange.getResponseHeaders().set("Content-Type", each));
      boolean head = exchange.getRequestMethod().equals("HEAD");
      int length = response.body().length;
      exchange.sendResponseHeaders(response.statusCode(), head || length == 0 ? -1 : length);
      if (!head && length > 0) {
        exchange.getResponseBody().write(response.body());
      }
      answered.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      // As a balancer says it when nobody is behind it.
      exchange.sendResponseHeaders(502, -1);
    }
  }

  private static SSLContext tls(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void makeCertificate(Path store) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "cluster",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(store.resolveSibling("keytool.log").toFile())
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool made no certificate");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
