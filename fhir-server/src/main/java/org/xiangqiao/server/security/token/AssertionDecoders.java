package org.xiangqiao.server.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.xiangqiao.server.security.client.Client;
import org.xiangqiao.server.security.client.Clients;

/**
 * Verifies client assertions with the client's own keys, by the two algorithms that SMART demands
 * of a server: RS384 and ES384.
 */
final class AssertionDecoders implements JwtDecoderFactory<RegisteredClient> {

  static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);

  private final Clients clients;
  private final ClientKeys keys;
  private final UsedAssertions used;
  private final Supplier<String> tokenEndpoint;
  private final Clock clock;

  AssertionDecoders(
      Clients clients,
      ClientKeys keys,
      UsedAssertions used,
      Supplier<String> tokenEndpoint,
      Clock clock) {
    this.clients = clients;
    this.keys = keys;
    this.used = used;
    this.tokenEndpoint = tokenEndpoint;
    this.clock = clock;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient registered) {
    Client client =
        clients
            .find(registered.getClientId())
            .orElseThrow(() -> new BadJwtException("client is gone"));
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys.of(client)));
    // Claims are ours to check, below.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(new AssertionRules(client.id(), tokenEndpoint, used, clock));
    return decoder;
  }
}
