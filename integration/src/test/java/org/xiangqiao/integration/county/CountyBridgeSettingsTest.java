package org.xiangqiao.integration.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CountyBridgeSettingsTest {

  private static final String PREFIX = "xiangqiao.bridges.county-immunization";

  @Test
  void anAddressIsEnough() {
    CountyBridgeSettings settings =
        bind(Map.of(PREFIX + ".enabled", "true", PREFIX + ".url", "http://127.0.0.1:8091/api/"));
    assertThat(settings.endpoint()).hasToString("http://127.0.0.1:8091/api/immunizations");
    assertThat(settings.tenant()).isEqualTo(1);
    assertThat(settings.outbox().threads()).isEqualTo(4);
    assertThat(settings.outbox().backoffMax()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> bind(Map.of(PREFIX + ".enabled", "true", PREFIX + ".url", "ftp://x")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining(PREFIX + ".url must be an http or https address");
    assertThatThrownBy(
            () ->
                bind(
                    Map.of(
                        PREFIX + ".enabled",
                        "true",
                        PREFIX + ".url",
                        "http://x",
                        PREFIX + ".outbox.lease",
                        "10s")))
        .rootCause()
        .hasMessageContaining("outbox.lease must be longer");
    assertThatThrownBy(() -> bind(Map.of(PREFIX + ".outbox.threads", "0")))
        .rootCause()
        .hasMessageContaining("threads")
        .hasMessageContaining("1 to 64");
  }

  @Test
  void secretsAreNotShown() {
    assertThat(
            bind(
                Map.of(
                    PREFIX + ".url",
                    "http://x",
                    PREFIX + ".bearer-token",
                    "geheim",
                    PREFIX + ".api-key",
                    "geheim")))
        .asString()
        .doesNotContain("geheim");
  }

  private static CountyBridgeSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate(PREFIX, CountyBridgeSettings.class);
  }
}
