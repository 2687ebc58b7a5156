package org.xiangqiao.terminology.validation.memory;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.validation.ProfileSource;

/**
 * Profiles, value sets and code systems of packages, and behind them R4's own. A canonical with a
 * version finds that version only.
 */
public final class MemoryDefinitions implements ProfileSource, IValidationSupport {

  private final FhirContext context;
  private final IValidationSupport published;
  private final Map<String, MetadataResource> own = new HashMap<>();

  public MemoryDefinitions(FhirContext context, Collection<? extends Resource> content) {
    this(context, new PublishedDefinitions(context), content);
  }

  /**
   * @param published R4's own
   */
  public MemoryDefinitions(
      FhirContext context, IValidationSupport published, Collection<? extends Resource> content) {
    this.context = context;
    this.published = published;
    for (Resource each : content) {
      if (each instanceof MetadataResource definition && definition.hasUrl()) {
        own.put(definition.getUrl(), definition);
        own.put(definition.getUrl() + "|" + definition.getVersion(), definition);
      }
    }
  }

  @Override
  public Optional<StructureDefinition> profile(String canonical) {
    return fetchStructureDefinition(canonical) instanceof StructureDefinition definition
        ? Optional.of(definition)
        : Optional.empty();
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String canonical) {
    MetadataResource found = own.get(canonical);
    return found instanceof StructureDefinition
        ? found
        : ofVersion(canonical, published.fetchStructureDefinition(plain(canonical)));
  }

  @Override
  public IBaseResource fetchValueSet(String canonical) {
    MetadataResource found = own.get(canonical);
    return found instanceof ValueSet
        ? found
        : ofVersion(canonical, published.fetchValueSet(plain(canonical)));
  }

  @Override
  public IBaseResource fetchCodeSystem(String canonical) {
    MetadataResource found = own.get(canonical);
    return found instanceof CodeSystem
        ? found
        : ofVersion(canonical, published.fetchCodeSystem(plain(canonical)));
  }

  private static IBaseResource ofVersion(String canonical, IBaseResource found) {
    int bar = canonical.indexOf('|');
    boolean other =
        bar >= 0
            && found instanceof MetadataResource definition
            && !canonical.substring(bar + 1).equals(definition.getVersion());
    return other ? null : found;
  }

  private static String plain(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }
}
