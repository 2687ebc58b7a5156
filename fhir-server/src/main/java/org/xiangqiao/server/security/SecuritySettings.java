package org.xiangqiao.server.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who issues tokens and how they are verified, {@code xiangqiao.security.*}.
 *
 * @param signingAlgorithm of our access tokens: ES384 or RS384
 * @param sealingKey 32 bytes in base64 that seal signing keys in the database; without it a key
 *     file is made below the data directory. Nodes that share it can sign with each other's keys
 * @param sealingKeyFile file with the raw 32 bytes, instead of {@code sealingKey}
 * @param keyRotation age at which a signing key is replaced
 * @param keyOverlap how long a replaced key still verifies tokens; longer than any token lives
 * @param tokenLifetime of access tokens
 * @param metricsFromLoopback whether {@code /actuator/prometheus} needs no token from this machine
 * @param externalIssuer replaces the built-in authorization server
 */
@Validated
@ConfigurationProperties("xiangqiao.security")
public record SecuritySettings(
    @DefaultValue("ES384") SigningAlgorithm signingAlgorithm,
    String sealingKey,
    Path sealingKeyFile,
    @DurationMin(hours = 1) @DefaultValue("30d") Duration keyRotation,
    @DurationMin(days = 1) @DefaultValue("2d") Duration keyOverlap,
    @DurationMin(seconds = 30) @DurationMax(hours = 1) @DefaultValue("5m") Duration tokenLifetime,
    @DefaultValue("false") boolean metricsFromLoopback,
    @Valid ExternalIssuer externalIssuer) {

  /** Algorithms that SMART Backend Services names. */
  public enum SigningAlgorithm {
    ES384,
    RS384
  }

  /**
   * An authorization server of somebody else, for example Keycloak.
   *
   * @param issuerUri value of {@code iss}; its metadata are read when {@code jwksUri} is not given
   * @param tokenEndpoint where clients get tokens, for {@code .well-known/smart-configuration}
   * @param audience accepted values of {@code aud}, one must match
   * @param algorithms accepted signatures
   * @param tenantClaim claim with the county's number
   * @param organizationClaim claim with the logical id of the client's Organization
   * @param clientClaim claim with the client id
   */
  public record ExternalIssuer(
      @NotBlank String issuerUri,
      String jwksUri,
      @NotBlank String tokenEndpoint,
      List<String> audience,
      List<String> algorithms,
      @DefaultValue("tenant") String tenantClaim,
      @DefaultValue("organization") String organizationClaim,
      @DefaultValue("client_id") String clientClaim) {

    public ExternalIssuer {
      audience = audience == null ? List.of() : List.copyOf(audience);
      algorithms =
          algorithms == null || algorithms.isEmpty()
              ? List.of("RS256", "RS384", "ES256", "ES384", "PS256")
              : List.copyOf(algorithms);
    }
  }
}
