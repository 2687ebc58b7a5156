package org.xiangqiao.server.text;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.server.reindex.ReindexParticipant;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.terminology.service.text.TextBackend;

/** Puts full text together; {@code xiangqiao.text.enabled=false} leaves it out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TextSettings.class)
class TextConfiguration {

  /** In health groups by its name, so it is always there. */
  @Bean
  HealthIndicator textHealthIndicator(
      ObjectProvider<TextIndexes> indexes,
      ObjectProvider<TextRunner> runner,
      TextSettings settings) {
    if (!settings.enabled()) {
      return () -> Health.up().withDetail("index", "not on this node").build();
    }
    return new TextHealth(indexes.getObject(), runner.getObject(), settings.maxLag());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "xiangqiao.text.enabled", matchIfMissing = true)
  static class Enabled {

    /** The store is opened with it, and the index follows the store: it is asked for late. */
    @Bean
    TextSearch textSearch(ObjectProvider<TextIndexes> indexes, TextSettings settings) {
      return new CandidateSearch(() -> indexes.getObject().read(), settings.maxCandidates());
    }

    @Bean
    TextBackend textBackend(
        TextSettings settings, @Value("${xiangqiao.data-directory:./data}") Path data) {
      return settings.backend(data);
    }

    @Bean
    TextOrders textOrders(DataSource dataSource) {
      return new TextOrders(new JdbcTemplate(dataSource));
    }

    @Bean(destroyMethod = "")
    TextIndexes textIndexes(
        TextBackend backend,
        TextOrders orders,
        TextSettings settings,
        FhirStores stores,
        DataSource dataSource) {
      return new TextIndexes(
          generation -> TextIndex.open(backend, generation),
          backend.isShared()
              ? new SharedGenerations(new JdbcTemplate(dataSource), TextIndex.NAME)
              : new LocalGenerations(backend, TextIndex.NAME),
          orders,
          stores.changeFeed(),
          stores.store(),
          settings.batch());
    }

    @Bean
    TextRunner textRunner(TextIndexes indexes, TextBackend backend, TextSettings settings) {
      return new TextRunner(
          indexes,
          settings.every(),
          backend.isShared() ? null : backend.directory(),
          settings.minFree().toBytes());
    }

    @Bean
    ErasureParticipant textErasure(
        TextOrders orders, JdbcTemplate jdbc, TextIndexes indexes, TextRunner runner) {
      return new TextErasure(orders, jdbc, indexes::purged);
    }

    @Bean
    ReindexParticipant textReindex(TextOrders orders) {
      return () -> orders.add(TextOrders.REBUILD);
    }

    @Bean
    MeterBinder textMeters(TextRunner runner) {
      return registry -> {
        Gauge.builder("xiangqiao.text.index.lag", () -> runner.lag().toMillis() / 1000.0)
            .description("How long ago everything was in the text index")
            .baseUnit("seconds")
            .register(registry);
        FunctionCounter.builder("xiangqiao.text.index.failures", runner, TextRunner::failures)
            .description("Times the text index could not go on and was opened anew")
            .register(registry);
      };
    }
  }
}
