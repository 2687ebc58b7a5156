package org.xiangqiao.server.security.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import org.xiangqiao.server.security.client.Client;

/**
 * Public keys of clients: inline, or fetched from where the client publishes them, kept for five
 * minutes and fetched again when an unknown key id turns up.
 */
final class ClientKeys {

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 3_000;
  private static final int LARGEST_SET = 65_536;

  private final Cache<String, JWKSource<SecurityContext>> remote =
      Caffeine.newBuilder().maximumSize(1_000).build();

  JWKSource<SecurityContext> of(Client client) {
    if (client.jwksUri() != null) {
      return remote.get(client.jwksUri(), ClientKeys::fetching);
    }
    try {
      return new ImmutableJWKSet<>(JWKSet.parse(client.jwks()));
    } catch (ParseException unreadable) {
      throw new IllegalStateException("keys of client " + client.id() + " are unreadable");
    }
  }

  private static JWKSource<SecurityContext> fetching(String uri) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              URI.create(uri).toURL(),
              new WithoutRedirects(CONNECT_MILLIS, READ_MILLIS, LARGEST_SET))
          .build();
    } catch (MalformedURLException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  /** A registered address is checked at registration; a redirect would lead around that check. */
  private static final class WithoutRedirects extends DefaultResourceRetriever {

    WithoutRedirects(int connectTimeout, int readTimeout, int sizeLimit) {
      super(connectTimeout, readTimeout, sizeLimit);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }
}
