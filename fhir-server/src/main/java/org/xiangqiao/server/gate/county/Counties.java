package org.xiangqiao.server.gate.county;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.server.validate.DefinitionState;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.message.ClerkMessages;
import org.xiangqiao.terminology.message.RuleCatalogue;
import org.xiangqiao.terminology.service.content.TerminologySources;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.UnusableProfileException;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/**
 * The counties with what their writes are held against. The database is asked for changes at most
 * once per interval, and at once after a write of this node; while one caller asks, the others go
 * on with what is at most two intervals old. Counties without definitions of their own share one
 * set, and all share what is compiled of R4.
 */
public final class Counties {

  /** So many intervals old may be what is used while another caller looks. */
  private static final int GRACE = 2;

  private final JdbcTemplate jdbc;
  private final FhirContext context;
  private final BaseDefinitions base;
  private final ShippedDefinitions shipped;
  private final Packages packages;
  private final Supplier<TerminologySources> terminology;
  private final DefinitionWrites writes;
  private final DefinitionState states;
  private final long interval;
  private final Supplier<Base> r4 = SingletonSupplier.of(this::base);
  private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();
  private final Map<Integer, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Cache<String, County> ready;

  /** What all counties share. */
  private record Base(MemoryDefinitions definitions, CompiledValidator validator, CodeSets codes) {}

  /**
   * @param checked when reading the state began
   */
  private record Kept(String state, boolean own, long checked, long change) {}

  /**
   * What they are made of.
   *
   * @param terminology opened after the store, hence the supplier
   */
  public record Sources(
      FhirContext context,
      BaseDefinitions base,
      ShippedDefinitions shipped,
      Packages packages,
      Supplier<TerminologySources> terminology) {}

  /**
   * @param most sets of definitions that are kept
   */
  public Counties(
      JdbcTemplate jdbc, Sources sources, DefinitionWrites writes, Duration interval, int most) {
    this.jdbc = jdbc;
    this.context = sources.context();
    this.base = sources.base();
    this.shipped = sources.shipped();
    this.packages = sources.packages();
    this.terminology = sources.terminology();
    this.writes = writes;
    this.states = new DefinitionState(jdbc);
    this.interval = interval.toNanos();
    this.ready = Caffeine.newBuilder().maximumSize(most).build();
  }

  /**
   * @throws DefinitionsUnavailableException if the database is away
   */
  public County of(int tenant) {
    boolean writing = TransactionSynchronizationManager.isActualTransactionActive();
    Kept known = kept.get(tenant);
    if (known == null
        || known.change() != packages.changes()
        || !writes.holds(tenant, known.checked(), interval)) {
      known = writing ? seen(tenant) : renewed(tenant, System.nanoTime(), usable(tenant, known));
    }
    Kept now = known;
    return writing
        ? alone(now, tenant)
        : ready.get(now.state(), state -> create(state, place(now, tenant)));
  }

  /**
   * Inside of a transaction nobody waits for another caller, who may wait for the connection that
   * is held here, and what is not committed yet is not left to others.
   */
  private County alone(Kept now, int tenant) {
    County shared = ready.getIfPresent(now.state());
    return shared == null ? create(now.state(), place(now, tenant)) : shared;
  }

  private static int place(Kept now, int tenant) {
    return now.own() ? tenant : Caller.DEFINITIONS_TENANT;
  }

  /** What may be used while another caller looks: it is only a little too old; else null. */
  private Kept usable(int tenant, Kept known) {
    return known != null
            && known.change() == packages.changes()
            && writes.holds(tenant, known.checked(), interval, GRACE * interval)
        ? known
        : null;
  }

  /**
   * One caller at a time looks; those who came before he began take what he finds, and others go on
   * with what is usable meanwhile.
   */
  private Kept renewed(int tenant, long arrived, Kept meanwhile) {
    ReentrantLock lock = locks.computeIfAbsent(tenant, none -> new ReentrantLock());
    if (meanwhile == null) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return meanwhile;
    }
    try {
      Kept known = kept.get(tenant);
      if (known != null && known.checked() - arrived >= 0) {
        return known;
      }
      Kept found = seen(tenant);
      kept.put(tenant, found);
      return found;
    } finally {
      lock.unlock();
    }
  }

  private Kept seen(int tenant) {
    long now = System.nanoTime();
    long change = packages.changes();
    try {
      DefinitionState.State state = states.of(tenant);
      String imports = imports(tenant);
      boolean own = state.own() || imports.contains(tenant + "=");
      return new Kept(state.text() + " " + imports, own, now, change);
    } catch (DataAccessException away) {
      throw new DefinitionsUnavailableException(away);
    }
  }

  /** Which versions of imported code systems are in use. */
  private String imports(int tenant) {
    return String.join(
        " ",
        jdbc.queryForList(
            "select tenant_id || '=' || string_agg(version_key::text, ',' order by version_key)"
                + " from code_system_version where state = 'current' and tenant_id in (?, ?)"
                + " group by tenant_id order by tenant_id",
            String.class,
            tenant,
            Caller.DEFINITIONS_TENANT));
  }

  private Base base() {
    MemoryDefinitions definitions = new MemoryDefinitions(context, base, List.of());
    CodeSets codes = new MemoryCodes(definitions);
    return new Base(
        definitions,
        new CompiledValidator(context, definitions, codes, ValidationLimits.ordinary()),
        codes);
  }

  private County create(String state, int tenant) {
    List<DefinitionHeads> places = new ArrayList<>();
    try {
      places.add(DefinitionHeads.read(jdbc, packages, tenant));
      if (tenant != Caller.DEFINITIONS_TENANT) {
        places.add(DefinitionHeads.read(jdbc, packages, Caller.DEFINITIONS_TENANT));
      }
    } catch (DataAccessException away) {
      throw new DefinitionsUnavailableException(away);
    }
    CountyDefinitions own =
        new CountyDefinitions(
            jdbc, packages, context, base, r4.get().definitions(), shipped, places);
    CodeSets codes =
        new CountyCodes(r4.get().codes(), new MemoryCodes(own), terminology.get().of(tenant));
    return new County(
        state,
        r4.get().validator().with(own, codes),
        SingletonSupplier.of(
            () ->
                new ClerkMessages(
                    new RuleCatalogue(), List.of(), canonical -> named(own, canonical))));
  }

  private Optional<StructureDefinition> named(CountyDefinitions own, String canonical) {
    Optional<StructureDefinition> published = r4.get().definitions().profile(canonical);
    try {
      return published.isPresent() ? published : own.profile(canonical);
    } catch (UnusableProfileException none) {
      return Optional.empty();
    }
  }
}
