package org.xiangqiao.server.rest.address;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How partners reach this server, {@code xiangqiao.*}.
 *
 * @param publicBaseUrl scheme, host and optional path under which {@code /fhir} is reached, for
 *     example {@code https://fhir.county.example}; without it links follow the request
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code Forwarded} and
 *     {@code X-Forwarded-*} headers are believed; none by default
 */
@Validated
@ConfigurationProperties("xiangqiao")
public record AddressSettings(
    @Pattern(
            regexp = "https?://[^/?#\\s]+(/[^?#\\s]*)?",
            message = "must be an absolute http(s) address without query")
        String publicBaseUrl,
    List<String> trustedProxies) {

  public AddressSettings {
    trustedProxies = trustedProxies == null ? List.of() : List.copyOf(trustedProxies);
  }
}
