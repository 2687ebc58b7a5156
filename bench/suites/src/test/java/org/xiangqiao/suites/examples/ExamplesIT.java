package org.xiangqiao.suites.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.search.SearchCapabilities.SupportedParameter;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.OfficialParameters;
import org.xiangqiao.suites.SuiteTable;

/**
 * Every R4 example is stored (reference checks off, since many point nowhere), reads back equal and
 * is found by each of its own values, by every search parameter that the server offers. Each has a
 * tenant of its own, so that one never answers for another.
 */
class ExamplesIT {

  /** More would not fit into one statement. */
  private static final int CONDITIONS = 20;

  /** Bytes from which on a resource is only counted, not sent back with each search. */
  private static final int LARGE = 50_000;

  /** Values of one parameter that are searched in one resource. */
  private static final int MOST = 500;

  private static final String NEVER = "\u2602";

  private final FhirContext context = FhirContext.forR4Cached();
  private final StrictReader reader = new StrictReader(context);
  private final KnownFailures otherVersions = new KnownFailures(ExamplesIT.class, "not-r4.csv");
  private final KnownFailures known = new KnownFailures(ExamplesIT.class, "examples.csv");
  private final ThreadLocal<OfficialParameters> official =
      ThreadLocal.withInitial(() -> new OfficialParameters(context));
  private final AtomicInteger tenants = new AtomicInteger();
  private final LongAdder conditions = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final LongAdder controls = new LongAdder();
  private final Map<String, Set<String>> offered = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> notOffered = new ConcurrentHashMap<>();
  private final Set<String> notEvaluable = ConcurrentHashMap.newKeySet();
  private final Set<String> controlled = ConcurrentHashMap.newKeySet();
  private final Map<String, String> unreadable = new ConcurrentHashMap<>();
  private final SuiteTable table = new SuiteTable("examples", Examples.SOURCE);
  private FhirStores stores;

  @Test
  void everyExampleIsStoredReadBackAndFound() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(TestPostgres.database());
    config.setMaximumPoolSize(8);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      StoreSettings settings =
          StoreSettings.defaults()
              .withReferences(new ReferencePolicy(ReferencePolicy.Checking.OFF, Set.of(), 1));
      stores = FhirStores.open(pool, context, settings, List.of());
      new Examples().each(this::check);
    }
    table.figure("conditionsSearched", conditions.sum());
    table.figure("conditionsLeftOut", leftOut.sum());
    table.figure("controlSearches", controls.sum());
    table.figure("parametersThatFhirPathFailsOver", new TreeSet<>(notEvaluable));
    Map<String, Long> skippedConditions = new TreeMap<>();
    notOffered.forEach((parameter, count) -> skippedConditions.put(parameter, count.sum()));
    table.figure("conditionsNotSupportedYet", skippedConditions);
    table.write();
    List<String> surprises = known.surprises(table.failed());
    surprises.addAll(otherVersions.surprises(unreadable));
    assertThat(surprises).isEmpty();
  }

  private void check(Example example) {
    StrictReader.Outcome outcome = reader.read(example);
    if (outcome.refusal() != null) {
      unreadable.put(example.path(), outcome.refusal());
      table.skip(example.path(), outcome.refusal());
      return;
    }
    try {
      Resource resource = outcome.resource();
      Caller caller = new Caller(tenants.incrementAndGet(), "examples", "", "examples");
      FhirStore store = stores.store();
      WriteOperation write =
          resource.hasId()
              ? new WriteOperation.Update(resource, null, null, null)
              : new WriteOperation.Create(resource, null, null);
      StoredResource written = store.write(caller, List.of(write)).get(0).resource();
      StoredResource read = store.read(caller, written.type(), written.id()).orElseThrow();
      Resource back = (Resource) context.newJsonParser().parseResource(read.json());
      // Read anew: copies of HAPI's model lose extensions of binary values.
      Resource sent = reader.read(example).resource();
      if (!bare(sent, written.id()).equalsDeep(bare(back, written.id()))) {
        table.fail(example.path(), "reads back different");
      }
      search(example, caller, resource, written.id());
      table.pass(example.path());
    } catch (StoreException refused) {
      table.fail(example.path(), "refused: " + refused.problems().get(0).key());
    } catch (RuntimeException broken) {
      table.fail(example.path(), "error: " + broken);
    }
  }

  /**
   * Without what the server sets itself, and without narratives that are empty, which R4 does not
   * allow (txt-2) and HAPI does not write.
   */
  private Resource bare(Resource bare, String id) {
    bare.setId(id);
    bare.getMeta().setVersionIdElement(null).setLastUpdatedElement(null);
    for (Narrative narrative :
        context.newTerser().getAllPopulatedChildElementsOfType(bare, Narrative.class)) {
      if (narrative.getDiv().isEmpty()) {
        narrative.setDiv(null);
      }
    }
    if (bare.getMeta().isEmpty()) {
      bare.setMeta(null);
    }
    return bare;
  }

  private void search(Example example, Caller caller, Resource resource, String id) {
    String type = resource.fhirType();
    Set<String> supported = offered.computeIfAbsent(type, this::offeredBy);
    SearchValues values = new SearchValues(official.get());
    List<SearchValues.Condition> wanted = new ArrayList<>();
    for (SearchParameter parameter : official.get().of(type)) {
      Set<SearchValues.Condition> own = values(values, parameter, resource);
      if (own.isEmpty() || parameter.getCode().equals("_lastUpdated")) {
        // The server says itself when it stored a resource.
        continue;
      }
      if (supported.contains(parameter.getCode())) {
        wanted.addAll(sample(own));
        control(example, caller, parameter, own.iterator().next(), type);
      } else if (!parameter.getCode().equals("_id")) {
        notOffered
            .computeIfAbsent(parameter.getType().toCode(), any -> new LongAdder())
            .add(own.size());
      }
    }
    conditions.add(wanted.size());
    boolean large = example.json().length > LARGE;
    for (int i = 0; i < wanted.size(); i += CONDITIONS) {
      List<SearchValues.Condition> some =
          wanted.subList(i, Math.min(wanted.size(), i + CONDITIONS));
      if (!finds(caller, type, id, some, large)) {
        for (SearchValues.Condition one : some) {
          if (!finds(caller, type, id, List.of(one), large)) {
            table.fail(example.path(), "not found by " + one.name() + "=" + one.value());
          }
        }
      }
    }
  }

  /** None if FHIRPath itself fails over the official expression. */
  private Set<SearchValues.Condition> values(
      SearchValues values, SearchParameter parameter, Resource resource) {
    try {
      return values.of(parameter, resource);
    } catch (RuntimeException broken) {
      notEvaluable.add(resource.fhirType() + "." + parameter.getCode());
      return Set.of();
    }
  }

  /** All, or of very many (one value set has 100,000 codes) an even choice. */
  private List<SearchValues.Condition> sample(Set<SearchValues.Condition> own) {
    List<SearchValues.Condition> all = List.copyOf(own);
    int step = 1 + (all.size() - 1) / MOST;
    List<SearchValues.Condition> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      chosen.add(all.get(i));
    }
    leftOut.add(all.size() - chosen.size());
    return chosen;
  }

  private Set<String> offeredBy(String type) {
    return stores.capabilities().parameters(type).stream()
        .map(SupportedParameter::name)
        .collect(Collectors.toSet());
  }

  /**
   * All conditions at once, by one statement.
   *
   * @param large whether to count only: some examples have megabytes and thousands of values
   */
  private boolean finds(
      Caller caller,
      String type,
      String id,
      List<SearchValues.Condition> conditions,
      boolean large) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (SearchValues.Condition each : conditions) {
      parameters.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each.value());
    }
    if (large) {
      parameters.put("_summary", List.of("count"));
    }
    try {
      SearchPage page = stores.store().search(caller, new SearchRequest(type, parameters, false));
      return large
          ? page.total() == 1
          : page.matches().size() == 1 && page.matches().get(0).id().equals(id);
    } catch (StoreException refused) {
      return false;
    }
  }

  /** Once for each parameter: what is in no resource finds none. */
  private void control(
      Example example,
      Caller caller,
      SearchParameter parameter,
      SearchValues.Condition condition,
      String type) {
    if (!controlled.add(type + "." + parameter.getCode())) {
      return;
    }
    String other =
        switch (parameter.getType()) {
          case TOKEN, URI -> condition.value() + NEVER;
          case STRING -> NEVER + condition.value();
          case REFERENCE -> "Patient/never-was";
          case DATE -> "1066-10-14";
          case NUMBER -> "987654321.25";
          case QUANTITY -> "987654321.25";
          default -> null;
        };
    if (other != null) {
      controls.increment();
      SearchPage page =
          stores
              .store()
              .search(
                  caller,
                  new SearchRequest(type, Map.of(parameter.getCode(), List.of(other)), false));
      if (!page.matches().isEmpty()) {
        table.fail(example.path(), "found by " + parameter.getCode() + "=" + other);
      }
    }
  }
}
