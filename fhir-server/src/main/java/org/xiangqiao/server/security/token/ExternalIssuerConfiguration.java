package org.xiangqiao.server.security.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.SmartSecuritySection;
import org.xiangqiao.server.security.SecuritySettings;
import org.xiangqiao.server.security.SecuritySettings.ExternalIssuer;

/**
 * Verifies tokens of an external issuer, which is asked for its keys at the first token: the server
 * starts while the issuer is down.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("xiangqiao.security.external-issuer.issuer-uri")
class ExternalIssuerConfiguration {

  private static final List<JOSEObjectType> TYPES =
      List.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  /** We sign nothing; keeps Spring Boot from making a key of its own. */
  @Bean
  JWKSource<SecurityContext> noSigningKeys() {
    return (selector, context) -> List.of();
  }

  /** The capability statement names the issuer's token endpoint, not ours. */
  @Bean
  SmartSecuritySection smartSecuritySection(SecuritySettings settings) {
    return new SmartSecuritySection(settings.externalIssuer().tokenEndpoint());
  }

  @Bean
  JwtDecoder accessTokenDecoder(SecuritySettings settings, PublicAddress address) {
    ExternalIssuer issuer = settings.externalIssuer();
    String[] audience =
        !issuer.audience().isEmpty()
            ? issuer.audience().toArray(String[]::new)
            : address
                .configuredRoot()
                .map(root -> new String[] {root + PublicAddress.FHIR_PATH})
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "xiangqiao.security.external-issuer.audience or"
                                + " xiangqiao.public-base-url must be set: tokens meant for others"
                                + " would be accepted"));
    return new SupplierJwtDecoder(() -> decoder(issuer, audience));
  }

  private static JwtDecoder decoder(ExternalIssuer issuer, String[] audience) {
    NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder =
        issuer.jwksUri() != null
            ? NimbusJwtDecoder.withJwkSetUri(issuer.jwksUri())
            : NimbusJwtDecoder.withIssuerLocation(issuer.issuerUri());
    Consumer<java.util.Set<SignatureAlgorithm>> algorithms =
        accepted -> {
          accepted.clear();
          issuer.algorithms().forEach(name -> accepted.add(SignatureAlgorithm.from(name)));
        };
    NimbusJwtDecoder decoder =
        builder
            .jwsAlgorithms(algorithms)
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(TYPES.get(0), TYPES.get(1), null)))
            .build();
    OAuth2TokenValidator<Jwt> rules =
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(AssertionRules.SKEW),
            new JwtIssuerValidator(issuer.issuerUri()));
    decoder.setJwtValidator(AudienceRule.with(rules, audience));
    return decoder;
  }
}
