package org.xiangqiao.server.fhirpackage.installed;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.xiangqiao.server.definition.DefinitionSource;

/**
 * What the installed packages of one place (a county, or tenant 0) define. Without a version the
 * newest of a definition counts, whatever package it lies in.
 */
public final class InstalledDefinitions implements IValidationSupport {

  private final PackageTables tables;
  private final FhirContext context;
  private final int tenant;
  private final Runnable onRead;

  InstalledDefinitions(PackageTables tables, FhirContext context, int tenant, Runnable onRead) {
    this.tables = tables;
    this.context = context;
    this.tenant = tenant;
    this.onRead = onRead;
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String url) {
    return find("StructureDefinition", url);
  }

  @Override
  public IBaseResource fetchValueSet(String url) {
    return find("ValueSet", url);
  }

  @Override
  public IBaseResource fetchCodeSystem(String url) {
    return find("CodeSystem", url);
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext none, String url) {
    return fetchValueSet(url) != null;
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext none, String url) {
    return fetchCodeSystem(url) != null;
  }

  private IBaseResource find(String type, String canonical) {
    if (canonical == null || canonical.isBlank()) {
      return null;
    }
    int bar = canonical.indexOf('|');
    String url = bar < 0 ? canonical : canonical.substring(0, bar);
    String version = bar < 0 ? null : canonical.substring(bar + 1);
    onRead.run();
    Optional<PackagedDefinition> newest =
        tables.places(tenant, type, url).stream()
            .filter(each -> version == null || version.equals(each.definitionVersion()))
            .max(PackagedDefinition.BY_AGE);
    return newest
        .flatMap(each -> tables.content(each).map(json -> parsed(each, json)))
        .orElse(null);
  }

  private IBaseResource parsed(PackagedDefinition place, String json) {
    return DefinitionSource.mark(context.newJsonParser().parseResource(json), place.source());
  }
}
