package org.xiangqiao.terminology.service.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.load.PinyinNames;

/** Over a real store, whose searches are counted. */
class FreshCatalogueTest {

  private static final int READERS = 16;

  private static Freshness freshness;
  private static OpenStore store;

  private final Map<String, AtomicInteger> searches = new ConcurrentHashMap<>();
  private TenantTerminology terminology;

  @BeforeAll
  static void open() {
    freshness = new Freshness(Duration.ofMinutes(1));
    store = OpenStore.open(freshness);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @BeforeEach
  void count() {
    terminology =
        new TenantTerminology(
            counted(store.store()),
            OpenStore.CALLER.tenantId(),
            new ResourceCache(OpenStore.FHIR, new PinyinNames(Pinyin.load()), 1_000_000),
            freshness);
  }

  private FhirStore counted(FhirStore real) {
    return (FhirStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {FhirStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("search")) {
                SearchRequest request = (SearchRequest) arguments[1];
                searches
                    .computeIfAbsent(request.type(), type -> new AtomicInteger())
                    .incrementAndGet();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  private int searches(String type) {
    return searches.getOrDefault(type, new AtomicInteger()).get();
  }

  private static void write(MetadataResource resource, String url) {
    resource.setUrl(url);
    resource.setStatus(PublicationStatus.ACTIVE);
    store.create(resource);
  }

  @Test
  void aWriteMakesItsOwnTypeStaleOnly() {
    terminology.codeSystems("https://example.org/none");
    terminology.valueSets("https://example.org/none");
    terminology.conceptMaps("https://example.org/none");
    write(new ValueSet(), "https://example.org/vs/own");
    terminology.codeSystems("https://example.org/none");
    assertThat(terminology.valueSets("https://example.org/vs/own")).hasSize(1);
    terminology.conceptMaps("https://example.org/none");
    assertThat(searches("ValueSet")).isEqualTo(2);
    assertThat(searches("CodeSystem")).isEqualTo(1);
    assertThat(searches("ConceptMap")).isEqualTo(1);
    write(new ConceptMap(), "https://example.org/cm/own");
    assertThat(terminology.conceptMaps("https://example.org/cm/own")).hasSize(1);
  }

  @Test
  void manyReadersLoadOnceAfterAWrite() throws Exception {
    terminology.codeSystems(Samples.SYSTEM);
    String url = "https://example.org/cs/many";
    write(Samples.diseases(), url);
    CyclicBarrier together = new CyclicBarrier(READERS);
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Callable<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            () -> {
              together.await();
              return terminology.codeSystems(url).size();
            });
      }
      for (Future<Integer> each : threads.invokeAll(readers)) {
        assertThat(each.get()).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(searches("CodeSystem")).isEqualTo(2);
  }

  @Test
  void aSupplementIsReadOnce() {
    CodeSystem supplement = new CodeSystem();
    supplement.setContent(CodeSystem.CodeSystemContentMode.SUPPLEMENT);
    supplement.setSupplements("https://example.org/cs/base");
    supplement.addConcept().setCode("I10").addDesignation().setValue("原发性高血压");
    write(supplement, "https://example.org/cs/supplement");
    assertThat(terminology.supplements("https://example.org/cs/base").get(0))
        .isSameAs(terminology.supplements("https://example.org/cs/base").get(0));
  }

  @Test
  void resourcesOfAnyTypeCountByTheirLength() {
    CodeSystem wide = Samples.diseases();
    wide.setDescription("x".repeat(2_000_000));
    write(wide, "https://example.org/cs/wide");
    terminology.codeSystems("https://example.org/cs/wide");
    assertThat(terminology.codeSystems("https://example.org/cs/wide").get(0))
        .as("more than may be kept is read again")
        .isNotSameAs(terminology.codeSystems("https://example.org/cs/wide").get(0));
    write(Samples.all("x"), "https://example.org/vs/small");
    assertThat(terminology.valueSets("https://example.org/vs/small").get(0))
        .isSameAs(terminology.valueSets("https://example.org/vs/small").get(0));
  }
}
