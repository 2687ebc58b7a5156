package org.xiangqiao.terminology.service.table;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;

/**
 * Imported code systems of a county, every version side by side, the current one first: a part of
 * its {@link org.xiangqiao.terminology.service.content.TerminologySource}. Which one is current is
 * read at most {@link #FRESH} ago; a switch on this node is seen at once.
 */
public final class StoredCodeSystems {

  static final Duration FRESH = Duration.ofSeconds(1);

  private static final int KEPT_CONCEPTS = 20_000;
  private static final int KEPT_URLS = 1_000;

  private record Key(int tenantId, String url) {}

  private record Known(long readAt, List<CodeSystemContent> versions) {}

  private final CodeSystemVersions versions;
  private final ConceptTable table;
  private final ConceptTextIndex index;
  private final FhirContext fhir;
  private final FoundConcepts found = new FoundConcepts(KEPT_CONCEPTS);
  private final Map<Key, Known> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > KEPT_URLS;
        }
      };

  public StoredCodeSystems(JdbcTemplate jdbc, FhirContext fhir, ConceptTextIndex index) {
    this.versions = new CodeSystemVersions(jdbc);
    this.table = new ConceptTable(jdbc);
    this.index = index;
    this.fhir = fhir;
  }

  /** Versions that can be read, the one to take when none is asked for first. */
  public List<CodeSystemContent> codeSystems(int tenantId, String url) {
    Key key = new Key(tenantId, url);
    synchronized (known) {
      Known kept = known.get(key);
      if (kept != null && System.nanoTime() - kept.readAt() < FRESH.toNanos()) {
        return kept.versions();
      }
    }
    long readAt = System.nanoTime();
    List<CodeSystemContent> before;
    synchronized (known) {
      Known kept = known.get(key);
      before = kept == null ? List.of() : kept.versions();
    }
    List<CodeSystemContent> read =
        versions.readable(tenantId, url).stream().map(each -> content(each, before)).toList();
    synchronized (known) {
      known.put(key, new Known(readAt, read));
    }
    return read;
  }

  /** Which one is current has changed. */
  public void forget() {
    synchronized (known) {
      known.clear();
    }
  }

  /** What has not changed since it was read before is not made again. */
  private CodeSystemContent content(CodeSystemVersion version, List<CodeSystemContent> before) {
    for (CodeSystemContent each : before) {
      if (each instanceof StoredCodeSystem known && known.version().equals(version)) {
        return known;
      }
    }
    CodeSystem about = fhir.newJsonParser().parseResource(CodeSystem.class, version.about());
    // The resource tells that it holds no concepts; here they are.
    about.setContent(CodeSystem.CodeSystemContentMode.COMPLETE);
    return new StoredCodeSystem(version, about, table, found, index);
  }
}
