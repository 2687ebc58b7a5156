package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InsuranceSettingsTest {

  private static final String CENTRE = "xiangqiao.insurance.institutions.H42138100001.";

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              "xiangqiao.insurance.enabled",
              "true",
              CENTRE + "name",
              "青石镇卫生院",
              CENTRE + "district",
              "421381",
              CENTRE + "url",
              "https://platform.example.org",
              CENTRE + "profile",
              "transport-one-url",
              CENTRE + "secret",
              "hidden",
              CENTRE + "operator.number",
              "9001"));

  private InsuranceSettings bound() {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("xiangqiao.insurance", InsuranceSettings.class);
  }

  @Test
  void anInstitutionIsReadAndTheRestHasDefaults() {
    InsuranceSettings settings = bound();
    assertThat(settings.answerWithin()).isEqualTo(Duration.ofSeconds(25));
    assertThat(settings.institutions()).containsOnlyKeys("H42138100001");
    InsuranceSettings.Institution centre = settings.institutions().get("H42138100001");
    assertThat(centre.lastNumber()).isEqualTo(9999);
    assertThat(centre.signInTexts()).containsExactly("签到");
    assertThat(centre.toString()).doesNotContain("hidden");
  }

  @Test
  void itIsOffByDefaultAndNeedsAnInstitutionWhenOn() {
    properties.clear();
    assertThat(bound().enabled()).isFalse();
    properties.put("xiangqiao.insurance.enabled", "true");
    assertThatThrownBy(this::bound)
        .hasRootCauseMessage("xiangqiao.insurance.institutions must be given, one at least");
  }

  @Test
  void aRangeOfMessageNumbersMustBeARange() {
    properties.put(CENTRE + "first-number", "9000");
    properties.put(CENTRE + "last-number", "8000");
    assertThatThrownBy(this::bound).hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
