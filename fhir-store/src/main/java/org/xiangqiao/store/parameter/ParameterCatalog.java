package org.xiangqiao.store.parameter;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;

/**
 * The search parameters of each tenant: R4's own, those of tenant 0 and the tenant's. Nodes share
 * them through the database, where every change has a generation of its own; searches look at it
 * once a second, writers in the statement they begin with.
 */
public final class ParameterCatalog {

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final SearchParameters standard;
  private final JdbcTemplate jdbc;
  private final FhirContext fhir;
  private final LongSupplier nanoTime;
  private volatile Known known = new Known(-1, Map.of(), Map.of());
  private volatile long lookedAt;

  public ParameterCatalog(SearchParameters standard, JdbcTemplate jdbc, FhirContext fhir) {
    this(standard, jdbc, fhir, System::nanoTime);
  }

  ParameterCatalog(
      SearchParameters standard, JdbcTemplate jdbc, FhirContext fhir, LongSupplier nanoTime) {
    this.standard = standard;
    this.jdbc = jdbc;
    this.fhir = fhir;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - FRESH_NANOS;
  }

  /** What may be searched; at most a second old. */
  public SearchParameters searching(int tenantId) {
    if (nanoTime.getAsLong() - lookedAt >= FRESH_NANOS) {
      lookedAt = nanoTime.getAsLong();
      refresh();
    }
    return of(known.searching(), tenantId);
  }

  /** What is indexed on write; see {@link #require}. */
  public SearchParameters indexing(int tenantId) {
    return of(known.indexing(), tenantId);
  }

  /**
   * Makes sure that nothing older than this generation is in use. A newer one may be what was read
   * inside a transaction that was rolled back: it is looked at again, too.
   */
  public void require(long generation) {
    if (known.generation() != generation) {
      load();
    }
  }

  /** Makes sure that what is in use is the newest. */
  public void refresh() {
    require(generation());
  }

  /** The definitions of R4. */
  public SearchParameters standard() {
    return standard;
  }

  private SearchParameters of(Map<Integer, SearchParameters> views, int tenantId) {
    SearchParameters own = views.get(tenantId);
    return own != null ? own : views.getOrDefault(Caller.DEFINITIONS_TENANT, standard);
  }

  private long generation() {
    Long generation =
        jdbc.queryForObject("select generation from custom_parameter_generation", Long.class);
    return generation == null ? 0 : generation;
  }

  private synchronized void load() {
    // The generation first: what is read after it is at least as new.
    long generation = generation();
    if (known.generation() == generation) {
      return;
    }
    List<CustomParameter> all =
        jdbc.query(
            "select tenant_id, fhir_id, state, definition from custom_parameter"
                + " order by tenant_id, fhir_id",
            (row, n) ->
                new CustomParameter(
                    row.getInt(1),
                    row.getString(2),
                    CustomParameter.State.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                    compile(row.getString(4))));
    known =
        new Known(
            generation,
            views(
                all.stream().filter(each -> each.state() == CustomParameter.State.ACTIVE).toList()),
            views(all));
  }

  private List<IndexedParameter> compile(String definition) {
    return new ParameterDefinition(standard)
        .compile(fhir.newJsonParser().parseResource(SearchParameter.class, definition));
  }

  private Map<Integer, SearchParameters> views(List<CustomParameter> all) {
    Map<Integer, List<IndexedParameter>> byTenant = new HashMap<>();
    for (CustomParameter each : all) {
      byTenant
          .computeIfAbsent(each.tenantId(), tenant -> new ArrayList<>())
          .addAll(each.parameters());
    }
    List<IndexedParameter> shared = byTenant.getOrDefault(Caller.DEFINITIONS_TENANT, List.of());
    Map<Integer, SearchParameters> views = new HashMap<>();
    Set.copyOf(byTenant.keySet())
        .forEach(
            tenant -> {
              List<IndexedParameter> own = new ArrayList<>(byTenant.get(tenant));
              if (tenant != Caller.DEFINITIONS_TENANT) {
                own.addAll(shared);
              }
              views.put(tenant, standard.with(own));
            });
    return Map.copyOf(views);
  }

  private record Known(
      long generation,
      Map<Integer, SearchParameters> searching,
      Map<Integer, SearchParameters> indexing) {}
}
