package org.xiangqiao.server.security.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.SmartSecuritySection;
import org.xiangqiao.server.security.PrivateFile;
import org.xiangqiao.server.security.SecuritySettings;
import org.xiangqiao.server.security.client.Clients;

/** The built-in authorization server; absent when an external issuer is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "xiangqiao.security.external-issuer.issuer-uri",
    matchIfMissing = true,
    // No issuer is called so: only the missing property matches.
    havingValue = "-")
class AuthorizationServerConfiguration {

  static final String TOKEN_ENDPOINT = "/oauth2/token";
  private static final String KEYS_ENDPOINT = "/oauth2/jwks";

  @Bean
  SigningKeys signingKeys(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      SecuritySettings settings,
      @Value("${xiangqiao.data-directory:./data}") Path dataDirectory,
      Clock clock) {
    return new SigningKeys(
        jdbc,
        new TransactionTemplate(transactions),
        new KeySeal(sealingKey(settings, dataDirectory)),
        SignatureAlgorithm.from(settings.signingAlgorithm().name()),
        settings.keyRotation(),
        settings.keyOverlap(),
        clock);
  }

  private static byte[] sealingKey(SecuritySettings settings, Path dataDirectory) {
    if (settings.sealingKey() != null) {
      return Base64.getDecoder().decode(settings.sealingKey());
    }
    Path file =
        settings.sealingKeyFile() != null
            ? settings.sealingKeyFile()
            : dataDirectory.resolve("keys").resolve("signing-seal.key");
    return PrivateFile.readOrCreate(
        file,
        () -> {
          byte[] key = new byte[KeySeal.KEY_BYTES];
          new SecureRandom().nextBytes(key);
          return key;
        });
  }

  @Bean
  UsedAssertions usedAssertions(JdbcTemplate jdbc, Clock clock) {
    return new UsedAssertions(jdbc, clock);
  }

  @Bean
  RegisteredClientRepository registeredClients(Clients clients, SecuritySettings settings) {
    return new RegisteredClients(clients, settings.tokenLifetime());
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new NoAuthorizationsKept();
  }

  /** Without a configured public address the issuer follows the request, as links do. */
  @Bean
  AuthorizationServerSettings authorizationServerSettings(PublicAddress address) {
    AuthorizationServerSettings.Builder builder = AuthorizationServerSettings.builder();
    address.configuredRoot().ifPresent(builder::issuer);
    return builder.tokenEndpoint(TOKEN_ENDPOINT).jwkSetEndpoint(KEYS_ENDPOINT).build();
  }

  @Bean
  OAuth2TokenGenerator<Jwt> accessTokens(SigningKeys keys, PublicAddress address) {
    JwtGenerator generator = new JwtGenerator(new NimbusJwtEncoder(keys));
    generator.setJwtCustomizer(
        new AccessTokenClaims(keys, () -> address.fhirBase(currentRequest())));
    return generator;
  }

  @Bean
  SmartSecuritySection smartSecuritySection() {
    return new SmartSecuritySection(TOKEN_ENDPOINT);
  }

  @Bean
  TokenMint tokenMint(SigningKeys keys, Clock clock) {
    return new TokenMint(new NimbusJwtEncoder(keys), keys, clock);
  }

  /** Verifies what we signed; the audience only matters when it is known for certain. */
  @Bean
  JwtDecoder accessTokenDecoder(SigningKeys keys, PublicAddress address) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(AssertionDecoders.ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    OAuth2TokenValidator<Jwt> time = new JwtTimestampValidator(AssertionRules.SKEW);
    decoder.setJwtValidator(
        address
            .configuredRoot()
            .map(root -> AudienceRule.with(time, root + PublicAddress.FHIR_PATH))
            .orElse(time));
    return decoder;
  }

  @Bean
  @Order(1)
  SecurityFilterChain tokenEndpoint(
      HttpSecurity http, Clients clients, UsedAssertions used, PublicAddress address, Clock clock)
      throws Exception {
    Supplier<String> tokenEndpoint = () -> address.root(currentRequest()) + TOKEN_ENDPOINT;
    AssertionDecoders decoders =
        new AssertionDecoders(clients, new ClientKeys(), used, tokenEndpoint, clock);
    return http.securityMatcher(TOKEN_ENDPOINT, KEYS_ENDPOINT)
        .with(
            OAuth2AuthorizationServerConfigurer.authorizationServer(),
            server ->
                server
                    .clientAuthentication(
                        authentication ->
                            authentication
                                .authenticationConverters(
                                    all -> {
                                      all.clear();
                                      all.add(new AssertionConverter());
                                    })
                                .authenticationProviders(
                                    all -> {
                                      all.removeIf(
                                          each ->
                                              !(each
                                                  instanceof
                                                  JwtClientAssertionAuthenticationProvider));
                                      all.forEach(
                                          each ->
                                              ((JwtClientAssertionAuthenticationProvider) each)
                                                  .setJwtDecoderFactory(decoders));
                                    }))
                    .tokenEndpoint(
                        token ->
                            token
                                .accessTokenRequestConverters(
                                    all -> {
                                      all.clear();
                                      all.add(new ScopeGrant());
                                    })
                                .authenticationProviders(
                                    all -> {
                                      all.removeIf(
                                          each ->
                                              !(each
                                                  instanceof
                                                  OAuth2ClientCredentialsAuthenticationProvider));
                                      // ScopeGrant has narrowed them already.
                                      all.forEach(
                                          each ->
                                              ((OAuth2ClientCredentialsAuthenticationProvider) each)
                                                  .setAuthenticationValidator(context -> {}));
                                    })))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  private static jakarta.servlet.http.HttpServletRequest currentRequest() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }
}
