package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.rest.address.AddressSettings;
import org.xiangqiao.server.rest.async.AsyncSettings;

/** A wrong setting stops the start and is named. */
class SettingsTest {

  @EnableConfigurationProperties({
    RestSettings.class,
    CorsSettings.class,
    AddressSettings.class,
    BinarySettings.class,
    AsyncSettings.class
  })
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ConfigurationPropertiesAutoConfiguration.class,
                  ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @Test
  void defaultsAreTheDocumentedOnes() {
    runner.run(
        context -> {
          RestSettings rest = context.getBean(RestSettings.class);
          assertThat(rest).isEqualTo(new RestSettings(DataSize.ofMegabytes(16), 64, 8192, 50, 500));
          assertThat(context.getBean(BinarySettings.class))
              .isEqualTo(new BinarySettings(DataSize.ofMegabytes(50), Duration.ofHours(24)));
          assertThat(context.getBean(AsyncSettings.class))
              .isEqualTo(new AsyncSettings(2, 4, 100, Duration.ofHours(24)));
          assertThat(context.getBean(CorsSettings.class).allowedOrigins()).isEmpty();
          assertThat(context.getBean(AddressSettings.class).trustedProxies()).isEmpty();
        });
  }

  @Test
  void wrongValuesAreNamed() {
    fails("xiangqiao.rest.max-depth=3", "maxDepth");
    fails("xiangqiao.rest.max-body=12", "xiangqiao.rest.max-body");
    fails("xiangqiao.rest.max-bodi=12MB", "xiangqiao.rest.max-bodi");
    fails("xiangqiao.public-base-url=fhir.county.example", "publicBaseUrl");
    fails("xiangqiao.binary.max-size=12", "xiangqiao.binary.max-size");
    fails("xiangqiao.binary.orphan-age=1s", "xiangqiao.binary.orphan-age");
    fails("xiangqiao.async.threads=0", "threads");
    fails("xiangqiao.async.keep=1s", "xiangqiao.async.keep");
    fails("xiangqiao.cors.allowed-origins=*", "xiangqiao.cors.allowed-origins");
  }

  private void fails(String property, String named) {
    runner
        .withPropertyValues(property)
        .run(
            context -> {
              assertThat(context).hasFailed();
              StringBuilder all = new StringBuilder();
              for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
                all.append(t.getMessage()).append('\n');
              }
              assertThat(all.toString()).as(property).contains(named);
            });
  }
}
