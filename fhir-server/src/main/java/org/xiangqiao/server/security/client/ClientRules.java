package org.xiangqiao.server.security.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.security.SecurityFaults;
import org.xiangqiao.server.security.scope.ScopeException;
import org.xiangqiao.server.security.scope.SmartScopes;

/** What a registration must fulfil; tells all that is wrong at once. */
public final class ClientRules {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9.-]{0,64}");
  private static final int MINIMAL_RSA_BITS = 2048;

  private ClientRules() {}

  /** Empty when the client may be registered. */
  public static List<Fault> check(Client client) {
    List<Fault> faults = new ArrayList<>();
    if (client.id() == null || !ID.matcher(client.id()).matches()) {
      faults.add(SecurityFaults.invalid("client-id", "id"));
    }
    if (client.tenant() < 0) {
      faults.add(SecurityFaults.invalid("client-tenant", "tenant"));
    }
    if (!ORGANIZATION.matcher(client.organization()).matches()) {
      faults.add(SecurityFaults.invalid("client-organization", "organization"));
    }
    if (client.name() == null || client.name().isBlank() || client.name().length() > 200) {
      faults.add(SecurityFaults.invalid("client-name", "name"));
    }
    checkKeys(client, faults);
    checkScopes(client, faults);
    return faults;
  }

  private static void checkKeys(Client client, List<Fault> faults) {
    if ((client.jwks() == null) == (client.jwksUri() == null)) {
      faults.add(SecurityFaults.invalid("client-keys", "jwks"));
    } else if (client.jwksUri() != null) {
      if (!mayBeFetched(client.jwksUri())) {
        faults.add(SecurityFaults.invalid("client-jwks-uri", "jwksUri"));
      }
    } else {
      checkInline(client.jwks(), faults);
    }
  }

  private static void checkInline(String jwks, List<Fault> faults) {
    List<JWK> keys;
    try {
      keys = JWKSet.parse(jwks).getKeys();
    } catch (ParseException unreadable) {
      faults.add(SecurityFaults.invalid("client-jwks-unreadable", "jwks"));
      return;
    }
    if (keys.isEmpty()) {
      faults.add(SecurityFaults.invalid("client-jwks-unreadable", "jwks"));
    }
    for (int place = 0; place < keys.size(); place++) {
      String where = "jwks.keys[" + place + "]";
      if (keys.get(place).isPrivate()) {
        faults.add(SecurityFaults.invalid("client-key-private", where));
      } else if (!strong(keys.get(place))) {
        faults.add(SecurityFaults.invalid("client-key-weak", where));
      }
    }
  }

  /**
   * RS384 wants RSA of 2048 bits or more, ES384 the curve P-384. RFC 7518, sections 3.3 and 3.4.
   */
  private static boolean strong(JWK key) {
    try {
      return key instanceof RSAKey rsa
          ? rsa.toRSAPublicKey().getModulus().bitLength() >= MINIMAL_RSA_BITS
          : key instanceof ECKey ec && Curve.P_384.equals(ec.getCurve());
    } catch (JOSEException unreadable) {
      return false;
    }
  }

  /** Keys come over TLS; plain HTTP only from this very machine. */
  static boolean mayBeFetched(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() == null || uri.getUserInfo() != null) {
        return false;
      }
      boolean local =
          uri.getHost().equals("127.0.0.1")
              || uri.getHost().equals("[::1]")
              || uri.getHost().equals("localhost");
      return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local);
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static void checkScopes(Client client, List<Fault> faults) {
    if (client.scopes().isEmpty()) {
      faults.add(SecurityFaults.invalid("client-scopes", "scopes"));
    }
    for (String scope : client.scopes()) {
      try {
        SmartScopes.parse(List.of(scope));
      } catch (ScopeException refused) {
        faults.add(SecurityFaults.scope(refused, "scopes"));
      }
    }
  }
}
