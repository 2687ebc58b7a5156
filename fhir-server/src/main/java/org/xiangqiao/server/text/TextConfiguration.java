package org.xiangqiao.server.text;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
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
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.ConceptTable;
import org.xiangqiao.terminology.service.text.ConceptIndex;
import org.xiangqiao.terminology.service.text.TextBackend;

/** Puts full text together; {@code xiangqiao.text.enabled=false} leaves it out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TextSettings.class)
class TextConfiguration {

  /** In health groups by its name, so it is always there. */
  @Bean
  HealthIndicator textHealthIndicator(
      @Qualifier("textRunner") ObjectProvider<TextRunner> texts,
      @Qualifier("conceptRunner") ObjectProvider<TextRunner> concepts,
      TextSettings settings) {
    return settings.enabled()
        ? new TextHealth(
            Map.of(TextIndex.NAME, texts.getObject(), ConceptIndex.NAME, concepts.getObject()),
            settings.maxLag())
        : () -> Health.up().withDetail("index", "not on this node").build();
  }

  /** Orders are left by every node: others may have indexes where this one has none. */
  @Bean
  TextOrders textOrders(DataSource dataSource) {
    return new TextOrders(new JdbcTemplate(dataSource));
  }

  @Bean
  TextNodes textNodes(DataSource dataSource) {
    return new TextNodes(new JdbcTemplate(dataSource));
  }

  @Bean
  ErasureParticipant textErasure(TextOrders orders, TextNodes nodes) {
    return new TextErasure(orders, nodes);
  }

  @Bean
  ReindexParticipant textReindex(TextOrders orders) {
    return () -> orders.add(TextOrders.REBUILD);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "xiangqiao.text.enabled", matchIfMissing = true)
  static class Enabled {

    /** The store is opened with it, and the index follows the store: it is asked for late. */
    @Bean
    TextSearch textSearch(ObjectProvider<TextIndexes<Follower>> indexes, TextSettings settings) {
      return new CandidateSearch(
          () -> {
            Follower complete = indexes.getObject().read();
            return complete == null ? null : complete.index();
          },
          settings.maxCandidates());
    }

    @Bean
    ConceptTextIndex conceptTextIndex(ObjectProvider<TextIndexes<ConceptGeneration>> indexes) {
      return new IndexedConcepts(() -> indexes.getObject().read());
    }

    @Bean
    TextBackend textBackend(
        TextSettings settings, @Value("${xiangqiao.data-directory:./data}") Path data) {
      return settings.backend(data);
    }

    @Bean
    NodeFile textNodeFile(TextBackend backend) {
      return backend.isShared()
          ? NodeFile.ofCluster(backend.cluster().prefix())
          : new NodeFile(backend.directory());
    }

    @Bean
    TextIndexes<Follower> textIndexes(
        TextBackend backend,
        TextOrders orders,
        TextSettings settings,
        FhirStores stores,
        DataSource dataSource) {
      return new TextIndexes<>(
          TextIndex.NAME,
          generation ->
              new Follower(
                  TextIndex.open(backend, generation),
                  stores.changeFeed(),
                  new Follower.Batch(settings.batch(), settings.portion().toBytes())),
          generations(backend, settings, dataSource, TextIndex.NAME),
          orders);
    }

    @Bean
    TextIndexes<ConceptGeneration> conceptIndexes(
        TextBackend backend,
        TextOrders orders,
        TextSettings settings,
        FhirStores stores,
        DataSource dataSource) {
      JdbcTemplate jdbc = new JdbcTemplate(dataSource);
      Pinyin pinyin = Pinyin.load();
      return new TextIndexes<>(
          ConceptIndex.NAME,
          generation ->
              new ConceptGeneration(
                  generation,
                  ConceptIndex.open(backend, generation, pinyin),
                  new CodeSystemVersions(jdbc),
                  new ConceptTable(jdbc)),
          generations(backend, settings, dataSource, ConceptIndex.NAME),
          orders);
    }

    private static Generations generations(
        TextBackend backend, TextSettings settings, DataSource dataSource, String name) {
      return backend.isShared()
          ? new SharedGenerations(
              new JdbcTemplate(dataSource), name, settings.elasticsearch().lease())
          : new LocalGenerations(backend, name);
    }

    @Bean
    TextRunner textRunner(
        TextIndexes<Follower> indexes,
        TextNodes nodes,
        NodeFile file,
        TextBackend backend,
        TextSettings settings) {
      return runner(indexes, new TextReport(nodes, file, TextIndex.NAME), backend, settings);
    }

    @Bean
    TextRunner conceptRunner(
        TextIndexes<ConceptGeneration> indexes,
        TextNodes nodes,
        NodeFile file,
        TextBackend backend,
        TextSettings settings) {
      return runner(indexes, new TextReport(nodes, file, ConceptIndex.NAME), backend, settings);
    }

    private static TextRunner runner(
        TextIndexes<?> indexes, TextReport report, TextBackend backend, TextSettings settings) {
      return new TextRunner(
          indexes,
          report,
          settings.every(),
          backend.isShared() ? null : backend.directory(),
          settings.minFree().toBytes());
    }

    @Bean
    MeterBinder textMeters(
        @Qualifier("textRunner") TextRunner texts,
        @Qualifier("conceptRunner") TextRunner concepts) {
      return registry -> {
        bind(registry, TextIndex.NAME, texts);
        bind(registry, ConceptIndex.NAME, concepts);
      };
    }

    private static void bind(MeterRegistry registry, String name, TextRunner runner) {
      Gauge.builder("xiangqiao.text.index.lag", () -> runner.lag().toMillis() / 1000.0)
          .description("How long ago everything was in the text index")
          .baseUnit("seconds")
          .tag("index", name)
          .register(registry);
      FunctionCounter.builder("xiangqiao.text.index.failures", runner, TextRunner::failures)
          .description("Times the text index could not go on and was opened anew")
          .tag("index", name)
          .register(registry);
    }
  }
}
