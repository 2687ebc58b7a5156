package org.xiangqiao.integration.insurance.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** One POST to the platform: never repeated, never redirected, and honest about what left. */
public final class PlatformHttp implements AutoCloseable {

  /** What came back. */
  sealed interface Reply {

    record Body(int status, byte[] bytes) implements Reply {}

    /** No connection: nothing left. */
    record NotSent(String cause) implements Reply {}

    record Lost(String cause) implements Reply {}
  }

  private final CloseableHttpClient client;

  /**
   * @param connections at once to the platform
   * @param tls for addresses of https
   * @param proxy null for none
   */
  public PlatformHttp(Duration connect, int connections, SSLContext tls, URI proxy) {
    this.client =
        HttpClientBuilder.create()
            .setProxy(proxy == null ? null : HttpHost.create(proxy))
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(connections)
                    .setMaxConnTotal(connections)
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(connect))
                            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom().setConnectionRequestTimeout(Timeout.of(connect)).build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .setUserAgent("xiangqiao")
            .build();
  }

  /**
   * @param largestAnswer in bytes; what is longer is no answer
   */
  Reply post(
      URI address,
      String contentType,
      Map<String, String> headers,
      byte[] body,
      Duration read,
      int largestAnswer) {
    HttpPost post = new HttpPost(address);
    post.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(read)).build());
    post.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType)));
    headers.forEach(post::setHeader);
    try {
      return client.execute(post, response -> read(response, largestAnswer));
    } catch (ConnectException
        | ConnectTimeoutException
        | ConnectionRequestTimeoutException
        | UnknownHostException
        | NoRouteToHostException
        | SSLHandshakeException e) {
      return new Reply.NotSent(cause(e));
    } catch (ClientProtocolException e) {
      return e.getCause() instanceof TunnelRefusedException
          ? new Reply.NotSent("proxy-refused")
          : new Reply.Lost(cause(e));
    } catch (IOException e) {
      return new Reply.Lost(cause(e));
    }
  }

  private static Reply read(ClassicHttpResponse response, int largestAnswer) throws IOException {
    if (response.getEntity() == null) {
      return new Reply.Body(response.getCode(), new byte[0]);
    }
    try (InputStream content = response.getEntity().getContent()) {
      byte[] bytes = content.readNBytes(largestAnswer + 1);
      return bytes.length > largestAnswer
          ? new Reply.Lost("too-large")
          : new Reply.Body(response.getCode(), bytes);
    }
  }

  private static String cause(IOException e) {
    return e.getClass().getSimpleName();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
