package org.xiangqiao.server.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.definition.DefinitionContext;
import org.xiangqiao.server.fhirpackage.PackageOrigin;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.validate.DefinitionState.State;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * The validators for each county (县), made when they are first needed and again after one of its
 * definitions or packages changed; counties without definitions of their own share those for all.
 * Before a county's own stand R4's, after them those for all; in each place what was posted stands
 * before packages.
 */
final class CountyValidators {

  /** Within a call the definitions may change; more often than this they do not. */
  private static final int TRIES = 5;

  private final FhirStore store;
  private final FhirContext context;
  private final BaseDefinitions base;
  private final Packages packages;
  private final PackageOrigin origin;
  private final DefinitionState states;
  private final int idle;
  private final Cache<String, Validators> ready;

  /** Counties that have asked lately. */
  private final Cache<Integer, Boolean> asked;

  /** Counts what is read out of the database, which may be newer than the set that asks for it. */
  private final AtomicLong reads = new AtomicLong();

  CountyValidators(
      FhirStore store,
      FhirContext context,
      BaseDefinitions base,
      Packages packages,
      JdbcTemplate jdbc,
      ValidateSettings settings) {
    this.store = store;
    this.context = context;
    this.base = base;
    this.packages = packages;
    this.origin = new PackageOrigin(jdbc);
    this.states = new DefinitionState(jdbc);
    this.idle = settings.idle();
    this.ready = Caffeine.newBuilder().maximumSize(settings.counties()).build();
    this.asked = Caffeine.newBuilder().maximumSize(settings.counties()).build();
  }

  /**
   * Validates by one state of the definitions: if one changed while definitions were still being
   * read, the answer is thrown away and made again.
   */
  Verdict validate(int tenant, WireFormat format, String document, List<String> canonicals) {
    asked.put(tenant, true);
    for (int tries = 1; ; tries++) {
      long before = reads.get();
      State state = states.of(tenant);
      Verdict verdict = of(tenant, state).validate(format, document, canonicals);
      if (reads.get() == before || states.of(tenant).equals(state)) {
        return verdict;
      }
      ready.invalidate(state.text());
      if (tries == TRIES) {
        throw new DefinitionsChange();
      }
    }
  }

  /** Makes the validators of the counties that asked lately, where definitions have changed. */
  void renew() {
    for (int tenant : List.copyOf(asked.asMap().keySet())) {
      if (ready.getIfPresent(states.of(tenant).text()) == null) {
        validate(tenant, WireFormat.JSON, WarmUp.SMALLEST, List.of());
      }
    }
  }

  private Validators of(int tenant, State state) {
    return ready.get(
        state.text(), changed -> create(state.own() ? tenant : Caller.DEFINITIONS_TENANT));
  }

  private PostedDefinitions posted(int tenant) {
    return new PostedDefinitions(
        store,
        context,
        tenant,
        (type, id) -> tenant == Caller.DEFINITIONS_TENANT ? origin.of(type, id) : Optional.empty(),
        reads::incrementAndGet);
  }

  private Validators create(int tenant) {
    List<PostedDefinitions> posted = new ArrayList<>();
    List<IValidationSupport> supports = new ArrayList<>();
    supports.add(base);
    List<Integer> places =
        tenant == Caller.DEFINITIONS_TENANT
            ? List.of(tenant)
            : List.of(tenant, Caller.DEFINITIONS_TENANT);
    for (int place : places) {
      PostedDefinitions there = posted(place);
      posted.add(there);
      supports.add(there);
      supports.add(packages.definitionsOf(place, reads::incrementAndGet));
    }
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    supports.add(new CommonCodeSystemsTerminologyService(context));
    supports.add(new InMemoryTerminologyServerValidationSupport(context));
    supports.add(new SnapshotGeneratingValidationSupport(context));
    supports.add(unknown);
    return new Validators(
        new DefinitionContext(base, new ValidationSupportChain(supports)), posted, idle);
  }

  /** How many sets of definitions are ready. */
  long kept() {
    return ready.estimatedSize();
  }
}
