package org.xiangqiao.integration.insurance.papers;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * The resources that cases are made of (案卷). As long as this node works on a case, what was read of
 * it by its version, which never changes, is not read again. In memory only, and forgotten when the
 * work ends, or after a while in any case.
 */
public final class CasePapers {

  /** Beyond what one message to the platform takes. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final FhirStore store;
  private final FhirContext fhir;
  private final Cache<Long, Papers> open =
      Caffeine.newBuilder()
          .expireAfterAccess(LONGEST)
          .scheduler(Scheduler.systemScheduler())
          .build();

  public CasePapers(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  private record Page(String type, String id, long version) {}

  /** Of one case. */
  private static final class Papers {

    private final Map<Page, Resource> pages = new ConcurrentHashMap<>();
    private volatile List<DetectedIssue> issues;
  }

  /**
   * A case that was added just now.
   *
   * @param claim as it is stored; nobody can have found anything about it yet
   */
  public void added(InsuranceCase owner, StoredResource claim, Coverage coverage) {
    Papers papers = new Papers();
    papers.pages.put(page(claim.type(), claim.id(), claim.version()), parsed(Claim.class, claim));
    papers.pages.put(page("Coverage", owner.coverageId(), owner.coverageVersion()), coverage);
    papers.issues = List.of();
    open.put(owner.id(), papers);
  }

  /** This node begins to work on a case. */
  public void begun(InsuranceCase owner) {
    open.get(owner.id(), id -> new Papers());
  }

  /** It works on it no longer. */
  public void ended(InsuranceCase owner) {
    open.invalidate(owner.id());
  }

  /** The Claim as it was handed in; a copy that may be changed. */
  public Optional<Claim> claim(InsuranceCase owner) {
    return read(owner, Claim.class, owner.resourceId(), owner.resourceVersion());
  }

  /** The Coverage as it was when the claim was handed in; a copy that may be changed. */
  public Optional<Coverage> coverage(InsuranceCase owner) {
    return read(owner, Coverage.class, owner.coverageId(), owner.coverageVersion());
  }

  /** What is known to be found about the claim; empty if the store has to be asked. */
  public Optional<List<DetectedIssue>> issues(InsuranceCase owner) {
    return Optional.ofNullable(open.getIfPresent(owner.id())).map(papers -> papers.issues);
  }

  /** All that is found about the claim by now. */
  public void found(InsuranceCase owner, List<DetectedIssue> issues) {
    Papers papers = open.getIfPresent(owner.id());
    if (papers != null) {
      papers.issues = List.copyOf(issues);
    }
  }

  /**
   * @param version null for the current one, which is read each time
   */
  private <R extends Resource> Optional<R> read(
      InsuranceCase owner, Class<R> type, String id, Long version) {
    String name = type.getSimpleName();
    if (version == null) {
      return there(type, store.read(owner.caller(), name, id));
    }
    Papers papers = open.getIfPresent(owner.id());
    if (papers == null) {
      return there(type, store.readVersion(owner.caller(), name, id, version));
    }
    Page page = page(name, id, version);
    Resource known = papers.pages.get(page);
    if (known == null) {
      Optional<R> read = there(type, store.readVersion(owner.caller(), name, id, version));
      read.ifPresent(resource -> papers.pages.put(page, resource));
      known = read.orElse(null);
    }
    return Optional.ofNullable(known).map(kept -> type.cast(kept.copy()));
  }

  private static Page page(String type, String id, long version) {
    return new Page(type, id, version);
  }

  private <R extends Resource> Optional<R> there(Class<R> type, Optional<StoredResource> found) {
    return found.filter(one -> !one.deleted()).map(one -> parsed(type, one));
  }

  private <R extends Resource> R parsed(Class<R> type, StoredResource found) {
    return fhir.newJsonParser().parseResource(type, found.json());
  }
}
