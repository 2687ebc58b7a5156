package org.xiangqiao.integration.county;

import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** The way to the platform: one POST, no retry here (the outbox retries), any answer comes back. */
class CountyRoute extends RouteBuilder {

  static final String START = "direct:county-immunization";

  /** An acknowledgement is some hundred bytes. */
  private static final int LARGEST_ANSWER = 64 * 1024;

  private final CountyBridgeSettings settings;

  CountyRoute(CountyBridgeSettings settings) {
    this.settings = settings;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from(START)
        .routeId("county-immunization")
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json; charset=UTF-8"))
        .to(platform())
        .process(CountyRoute::readAnswer);
  }

  private HttpEndpoint platform() {
    HttpEndpoint endpoint =
        getContext()
            .getEndpoint(
                settings.endpoint()
                    + "?httpMethod=POST&throwExceptionOnFailure=false&disableStreamCache=true"
                    + "&skipControlHeaders=true",
                HttpEndpoint.class);
    endpoint.setHttpClient(client());
    return endpoint;
  }

  private CloseableHttpClient client() {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout read = Timeout.of(settings.readTimeout());
    int connections = settings.outbox().threads();
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(read)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(read)
                .setConnectionRequestTimeout(connect)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .setUserAgent("xiangqiao")
        .build();
  }

  private static void readAnswer(Exchange exchange) throws Exception {
    try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
      exchange.getMessage().setBody(body == null ? new byte[0] : body.readNBytes(LARGEST_ANSWER));
    }
  }
}
