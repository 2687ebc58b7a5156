package org.xiangqiao.server.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * A key that signs access tokens (RFC 7517).
 *
 * @param jwk with its private half if this node can open it, else only the public half
 */
record SigningKey(JWK jwk, Instant createdAt) {

  private static final int RSA_BITS = 3072;

  static JWK generate(SignatureAlgorithm algorithm) {
    String id = UUID.randomUUID().toString();
    try {
      return switch (algorithm) {
        case ES384 ->
            new ECKeyGenerator(Curve.P_384)
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES384)
                .generate();
        case RS384 ->
            new RSAKeyGenerator(RSA_BITS)
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS384)
                .generate();
        default -> throw new IllegalArgumentException("signing by " + algorithm.getName());
      };
    } catch (JOSEException e) {
      throw new IllegalStateException("signing key cannot be made", e);
    }
  }

  String id() {
    return jwk.getKeyID();
  }

  SignatureAlgorithm algorithm() {
    return SignatureAlgorithm.from(jwk.getAlgorithm().getName());
  }

  boolean canSign() {
    return jwk.isPrivate();
  }
}
