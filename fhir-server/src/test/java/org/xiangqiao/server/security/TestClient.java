package org.xiangqiao.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/** A registered system with its key pair, as an EMR vendor would build it. */
public record TestClient(String id, JWK key, JWSAlgorithm algorithm) {

  public static TestClient es384(String id) {
    try {
      return new TestClient(
          id, new ECKeyGenerator(Curve.P_384).keyID(id + "-1").generate(), JWSAlgorithm.ES384);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static TestClient rs384(String id) {
    try {
      return new TestClient(
          id, new RSAKeyGenerator(2048).keyID(id + "-1").generate(), JWSAlgorithm.RS384);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String jwks() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** A proper assertion, five minutes long less a bit. */
  public String assertion(String tokenEndpoint) {
    return assertion(tokenEndpoint, claims -> {});
  }

  public String assertion(String tokenEndpoint, Consumer<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(id)
            .subject(id)
            .audience(tokenEndpoint)
            .expirationTime(Date.from(now.plusSeconds(290)))
            .issueTime(Date.from(now))
            .jwtID(UUID.randomUUID().toString());
    change.accept(claims);
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(algorithm)
                  .type(JOSEObjectType.JWT)
                  .keyID(key.getKeyID())
                  .build(),
              claims.build());
      JWSSigner signer =
          key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
