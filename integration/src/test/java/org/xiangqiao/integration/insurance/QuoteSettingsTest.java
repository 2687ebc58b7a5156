package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class QuoteSettingsTest {

  private static QuoteSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("xiangqiao.insurance.quotes", QuoteSettings.class);
  }

  @Test
  void whatIsNotGivenHasADefault() {
    assertThat(bound(Map.of()))
        .isEqualTo(new QuoteSettings(Duration.ofMinutes(10), Duration.ofHours(24), true));
  }

  @Test
  void aQuoteIsNotWithdrawnWhileItIsFresh() {
    assertThatThrownBy(() -> bound(Map.of("xiangqiao.insurance.quotes.abandoned-after", "10m")))
        .rootCause()
        .hasMessageContaining("xiangqiao.insurance.quotes.abandoned-after");
  }
}
