package org.xiangqiao.server.gate.county;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.server.gate.county.DefinitionHeads.Head;
import org.xiangqiao.terminology.validation.ProfileSource;

/**
 * Profiles, value sets and code systems of a county: its own, those for all counties, and last the
 * shipped ones. Only what is asked for is read.
 */
final class CountyDefinitions implements ProfileSource, IValidationSupport {

  private static final int KEPT = 500;

  private final JdbcTemplate jdbc;
  private final Packages packages;
  private final FhirContext context;
  private final IValidationSupport published;
  private final ShippedDefinitions shipped;
  private final List<DefinitionHeads> places;
  private final PostedProfiles posted;
  private final Cache<Head, IBaseResource> read = Caffeine.newBuilder().maximumSize(KEPT).build();

  /**
   * @param published R4's own, which nobody replaces
   * @param places the first that has a definition counts
   */
  CountyDefinitions(
      JdbcTemplate jdbc,
      Packages packages,
      FhirContext context,
      BaseDefinitions base,
      IValidationSupport published,
      ShippedDefinitions shipped,
      List<DefinitionHeads> places) {
    this.jdbc = jdbc;
    this.packages = packages;
    this.context = context;
    this.published = published;
    this.shipped = shipped;
    this.places = List.copyOf(places);
    this.posted = new PostedProfiles(context, base, this);
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String url) {
    IBaseResource known = published.fetchStructureDefinition(url);
    IBaseResource found = known == null ? find("StructureDefinition", url) : known;
    return found == null ? shipped.fetchStructureDefinition(url) : found;
  }

  @Override
  public IBaseResource fetchValueSet(String url) {
    IBaseResource known = published.fetchValueSet(url);
    IBaseResource found = known == null ? find("ValueSet", url) : known;
    return found == null ? shipped.fetchValueSet(url) : found;
  }

  @Override
  public IBaseResource fetchCodeSystem(String url) {
    IBaseResource known = published.fetchCodeSystem(url);
    IBaseResource found = known == null ? find("CodeSystem", url) : known;
    return found == null ? shipped.fetchCodeSystem(url) : found;
  }

  /**
   * Ready to be compiled: with a snapshot, and looked through if nobody did so before.
   *
   * @throws org.xiangqiao.terminology.validation.UnusableProfileException if it cannot be used
   */
  @Override
  public Optional<StructureDefinition> profile(String canonical) {
    String url = url(canonical);
    for (DefinitionHeads place : places) {
      Optional<Head> head = place.find("StructureDefinition", url, version(canonical));
      if (head.isPresent()) {
        StructureDefinition profile = (StructureDefinition) content(head.get());
        boolean told = head.get().id() == null;
        return Optional.of(posted.usable(profile, told, place.twins(head.get(), url)));
      }
    }
    return Optional.ofNullable((StructureDefinition) shipped.fetchStructureDefinition(canonical));
  }

  private IBaseResource find(String type, String canonical) {
    if (canonical == null) {
      return null;
    }
    for (DefinitionHeads place : places) {
      Optional<Head> head = place.find(type, url(canonical), version(canonical));
      if (head.isPresent()) {
        return content(head.get());
      }
    }
    return null;
  }

  private IBaseResource content(Head head) {
    // Nobody waits for another one who reads it: that needs a connection, which he may hold.
    IBaseResource known = read.getIfPresent(head);
    if (known == null) {
      known = context.newJsonParser().parseResource(json(head));
      read.put(head, known);
    }
    return known;
  }

  private String json(Head head) {
    try {
      Optional<String> json =
          head.packaged() != null
              ? packages.content(head.packaged())
              : jdbc
                  .queryForList(
                      "select body from resource_"
                          + head.type().toLowerCase(java.util.Locale.ROOT)
                          + " where tenant_id = ? and fhir_id = ?",
                      String.class,
                      head.tenant(),
                      head.id())
                  .stream()
                  .findFirst();
      return json.orElseThrow(() -> new IllegalStateException("a definition was removed"));
    } catch (DataAccessException away) {
      throw new DefinitionsUnavailableException(away);
    }
  }

  private static String url(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  private static String version(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? null : canonical.substring(bar + 1);
  }
}
