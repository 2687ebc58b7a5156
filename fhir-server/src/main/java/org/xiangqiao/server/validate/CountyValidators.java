package org.xiangqiao.server.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * The validators for each county (县), made when they are first needed and again after one of its
 * definitions changed; counties without definitions of their own share those for all. The base
 * definitions of R4 are loaded once.
 */
final class CountyValidators {

  private final FhirStore store;
  private final FhirContext context;
  private final int idle;
  private final Cache<String, Validators> ready;
  private DefaultProfileValidationSupport base;

  CountyValidators(FhirStore store, FhirContext context, ValidateSettings settings) {
    this.store = store;
    this.context = context;
    this.idle = settings.idle();
    this.ready = Caffeine.newBuilder().maximumSize(settings.counties()).build();
  }

  Validators of(int tenant) {
    PostedDefinitions posted = new PostedDefinitions(store, context, tenant);
    String own = posted.ownState();
    String shared = posted.sharedState();
    if (!own.isEmpty()) {
      return ready.get(tenant + "/" + own + shared, changed -> create(posted));
    }
    return ready.get(shared, changed -> create(shared.isEmpty() ? null : definitionsForAll()));
  }

  private PostedDefinitions definitionsForAll() {
    return new PostedDefinitions(store, context, Caller.DEFINITIONS_TENANT);
  }

  private Validators create(PostedDefinitions posted) {
    List<IValidationSupport> supports = new ArrayList<>();
    supports.add(base());
    if (posted != null) {
      supports.add(posted);
    }
    UnknownCodeSystemWarningValidationSupport unknown =
        new UnknownCodeSystemWarningValidationSupport(context);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    supports.add(new CommonCodeSystemsTerminologyService(context));
    supports.add(new InMemoryTerminologyServerValidationSupport(context));
    supports.add(new SnapshotGeneratingValidationSupport(context));
    supports.add(unknown);
    return new Validators(new ValidationSupportChain(supports), posted, idle);
  }

  /** How many sets of definitions are ready. */
  long kept() {
    return ready.estimatedSize();
  }

  private synchronized DefaultProfileValidationSupport base() {
    if (base == null) {
      base = new DefaultProfileValidationSupport(context);
    }
    return base;
  }
}
