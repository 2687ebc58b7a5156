package org.xiangqiao.integration.county;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xiangqiao.integration.outbox.OutboxSettings;

/**
 * The county immunization platform.
 *
 * @param enabled default false
 * @param url base address; messages go to {@code <url>/immunizations}
 * @param tenant the county
 * @param connectTimeout default 5 s
 * @param readTimeout longest silence while waiting for the answer; default 20 s
 * @param bearerToken sent as {@code Authorization: Bearer}, if given
 * @param apiKey sent as {@code X-Api-Key}, if given
 * @param outbox how messages are worked off
 */
@ConfigurationProperties("xiangqiao.bridges.county-immunization")
public record CountyBridgeSettings(
    @DefaultValue("false") boolean enabled,
    URI url,
    @DefaultValue("1") int tenant,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    String bearerToken,
    String apiKey,
    @DefaultValue OutboxSettings outbox) {

  static final String PARTNER = "county-immunization";

  public CountyBridgeSettings {
    if (enabled) {
      require(
          url != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
          "url must be an http or https address");
      require(tenant > 0, "tenant must be 1 or more");
      require(connectTimeout.toMillis() > 0, "connect-timeout must be more than 0");
      require(readTimeout.toMillis() > 0, "read-timeout must be more than 0");
      require(
          outbox.lease().compareTo(connectTimeout.plus(readTimeout)) > 0,
          "outbox.lease must be longer than connect-timeout and read-timeout together");
    }
  }

  URI endpoint() {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "immunizations");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("xiangqiao.bridges.county-immunization." + rule);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "CountyBridgeSettings[enabled=" + enabled + ", url=" + url + ", tenant=" + tenant + "]";
  }
}
