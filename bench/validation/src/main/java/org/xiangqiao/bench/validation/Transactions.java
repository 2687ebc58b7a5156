package org.xiangqiao.bench.validation;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreInputs;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.WriteCheck;

/**
 * The same transaction of fifty through a store that checks each entry and one that does not, in
 * turn, over one PostgreSQL that has on disk what it has committed. What a sender's request costs
 * without HTTP: read from JSON, written, answered.
 */
final class Transactions {

  private static final int ENTRIES = 50;
  private static final Caller CALLER = new Caller(1, "bench", "", "bench");

  private final FhirContext context;
  private final Subject subject;
  private final String bundle;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  Transactions(FhirContext context, Subject subject, List<String> examples) {
    this.context = context;
    this.subject = subject;
    this.bundle = bundle(examples);
  }

  private String bundle(List<String> examples) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (int i = 0; i < ENTRIES; i++) {
      Resource resource =
          (Resource) context.newJsonParser().parseResource(examples.get(i % examples.size()));
      resource.setId((String) null);
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(HTTPVerb.POST)
          .setUrl(resource.fhirType());
    }
    return context.newJsonParser().encodeResourceToString(bundle);
  }

  Map<String, Object> run(int warm, int rounds) throws IOException {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .start();
        HikariDataSource pool = pool(postgres)) {
      FhirStore without = store(pool, WriteCheck.none());
      FhirStore with = store(pool, this::check);
      for (int i = 0; i < warm; i++) {
        write(without);
        write(with);
      }
      List<double[]> plain = new ArrayList<>();
      List<double[]> checked = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        plain.add(write(without));
        checked.add(write(with));
      }
      return figures(plain, checked);
    }
  }

  private static Map<String, Object> figures(List<double[]> plain, List<double[]> checked) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("withoutMillis", middle(plain, 0));
    figures.put("withMillis", middle(checked, 0));
    figures.put("withoutProcessorMillis", middle(plain, 1));
    figures.put("withProcessorMillis", middle(checked, 1));
    figures.put("moreTimePercent", 100 * (middle(checked, 0) / middle(plain, 0) - 1));
    figures.put("moreProcessorPercent", 100 * (middle(checked, 1) / middle(plain, 1) - 1));
    return figures;
  }

  private static double middle(List<double[]> all, int index) {
    return Race.Middle.of(all.stream().map(each -> each[index]).toList());
  }

  /** As the server does: the resource as it is about to be stored, written as JSON. */
  private void check(Caller caller, Resource resource, Supplier<String> json, String place) {
    if (subject.errors(json.get()) > 0) {
      throw new IllegalStateException("an example is not valid at " + place);
    }
  }

  private FhirStore store(HikariDataSource pool, WriteCheck check) {
    StoreSettings settings =
        StoreSettings.defaults()
            .withReferences(ReferencePolicy.defaults().withChecking(ReferencePolicy.Checking.OFF));
    return FhirStores.open(pool, context, settings, List.of(), StoreInputs.none().withCheck(check))
        .store();
  }

  private double[] write(FhirStore store) {
    long wall = System.nanoTime();
    long worked = threads.getCurrentThreadCpuTime();
    Bundle asked = context.newJsonParser().parseResource(Bundle.class, bundle);
    Bundle answer = store.process(CALLER, asked);
    context.newJsonParser().encodeResourceToString(answer);
    return new double[] {
      (System.nanoTime() - wall) / 1e6, (threads.getCurrentThreadCpuTime() - worked) / 1e6
    };
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
    config.setMaximumPoolSize(4);
    return new HikariDataSource(config);
  }
}
