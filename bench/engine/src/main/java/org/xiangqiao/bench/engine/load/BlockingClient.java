package org.xiangqiao.bench.engine.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.Question;
import org.xiangqiao.bench.engine.ask.Scenario;

/**
 * One client with one connection, blocking: it shares the machine with what it measures, and takes
 * less of it than a client with selectors.
 */
final class BlockingClient implements Target.Client {

  private static final ContentType FHIR = ContentType.create("application/fhir+json");

  private final URI base;
  private final Supplier<String> token;
  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(new BasicHttpClientConnectionManager())
          .disableContentCompression()
          .disableAutomaticRetries()
          .disableRedirectHandling()
          .disableCookieManagement()
          .disableAuthCaching()
          .build();

  /**
   * @param token gives a valid bearer token, or null
   */
  BlockingClient(URI base, Supplier<String> token) {
    this.base = base;
    this.token = token;
  }

  @Override
  public boolean ask(Scenario scenario, Draw draw) {
    Question question = scenario.http().apply(draw);
    URI address = base.resolve(question.address());
    HttpUriRequestBase request =
        question.body() == null ? new HttpGet(address) : new HttpPost(address);
    request.setHeader("Accept", FHIR.getMimeType());
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token.get());
    }
    if (question.body() != null) {
      request.setEntity(
          new ByteArrayEntity(question.body().getBytes(StandardCharsets.UTF_8), FHIR));
    }
    try {
      return http.execute(
          request,
          response ->
              response.getCode() / 100 == 2
                  && EntityUtils.toByteArray(response.getEntity()).length > 0);
    } catch (IOException noAnswer) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
