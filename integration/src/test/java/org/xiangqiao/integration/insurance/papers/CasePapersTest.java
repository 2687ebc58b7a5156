package org.xiangqiao.integration.insurance.papers;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/**
 * A case's resources are read once while it is worked on, and nobody changes another one's copy.
 */
class CasePapersTest {

  private static final Caller EMR = new Caller(1, "emr", "centre", "request");
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final AtomicInteger reads = new AtomicInteger();
  private HikariDataSource pool;
  private FhirStore store;
  private CasePapers papers;
  private StoredResource claim;
  private StoredResource coverage;
  private InsuranceCase owner;

  @BeforeEach
  void open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestPostgres.jdbcUrl());
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
    store = FhirStores.open(pool, FHIR, StoreSettings.defaults(), List.of()).store();
    papers = new CasePapers(counting(), FHIR);
    claim = create(new Claim().setStatus(Claim.ClaimStatus.ACTIVE));
    coverage = create(new Coverage().setSubscriberId("P1"));
    owner = owner(claim.version(), coverage.version());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /** The store, with the reads of versions counted. */
  private FhirStore counting() {
    return (FhirStore)
        Proxy.newProxyInstance(
            FhirStore.class.getClassLoader(),
            new Class<?>[] {FhirStore.class},
            (self, method, arguments) -> {
              if (method.getName().startsWith("read")) {
                reads.incrementAndGet();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private StoredResource create(Resource resource) {
    return store
        .write(EMR, List.of(new WriteOperation.Create(resource, null, null)))
        .get(0)
        .resource();
  }

  private InsuranceCase owner(Long claimVersion, Long coverageVersion) {
    return new InsuranceCase(
        EMR,
        7,
        "H99010100001",
        InsuranceCase.Kind.CLAIM,
        "key",
        new byte[] {1},
        6L,
        new byte[] {2},
        claim.id(),
        coverage.id(),
        "response",
        claimVersion,
        coverageVersion,
        Goal.SETTLE,
        BookingState.CREATED,
        true);
  }

  @Test
  void whatIsWorkedOnIsReadOnce() {
    papers.begun(owner);

    papers.claim(owner).orElseThrow();
    papers.claim(owner).orElseThrow();
    papers.coverage(owner).orElseThrow();
    papers.coverage(owner).orElseThrow();

    assertThat(reads).hasValue(2);
  }

  @Test
  void aCopyThatIsChangedIsNobodyElses() {
    papers.begun(owner);

    papers.claim(owner).orElseThrow().getTotal().setValue(new BigDecimal("9.99"));
    papers.claim(owner).orElseThrow().getTotal().setValue(new BigDecimal("8.88"));

    Claim read = papers.claim(owner).orElseThrow();
    assertThat(read.hasTotal()).isFalse();
    assertThat(read.getIdElement().getIdPart()).isEqualTo(claim.id());
    assertThat(read.getMeta().getVersionId()).isEqualTo(String.valueOf(claim.version()));
  }

  @Test
  void whatIsWorkedOnNoLongerIsReadAgain() {
    papers.begun(owner);
    papers.claim(owner).orElseThrow();
    papers.ended(owner);

    papers.claim(owner).orElseThrow();
    papers.claim(owner).orElseThrow();

    assertThat(reads).hasValue(3);
    assertThat(papers.issues(owner)).isEmpty();
  }

  @Test
  void ofACaseThatWasAddedNothingIsReadOrSearched() {
    papers.added(owner, claim, (Coverage) FHIR.newJsonParser().parseResource(coverage.json()));
    papers.begun(owner);

    assertThat(papers.claim(owner).orElseThrow().getStatus()).isEqualTo(Claim.ClaimStatus.ACTIVE);
    assertThat(papers.coverage(owner).orElseThrow().getSubscriberId()).isEqualTo("P1");
    assertThat(papers.issues(owner)).contains(List.of());
    assertThat(reads).hasValue(0);
  }

  @Test
  void aMendedClaimIsReadInItsNewVersion() {
    papers.begun(owner);
    papers.claim(owner).orElseThrow();
    Claim mended = new Claim().setStatus(Claim.ClaimStatus.CANCELLED);
    mended.setId(claim.id());
    long version =
        store
            .write(EMR, List.of(new WriteOperation.Update(mended, null, null, null)))
            .get(0)
            .resource()
            .version();

    InsuranceCase now = owner(version, coverage.version());

    assertThat(papers.claim(now).orElseThrow().getStatus()).isEqualTo(Claim.ClaimStatus.CANCELLED);
    assertThat(papers.claim(owner).orElseThrow().getStatus()).isEqualTo(Claim.ClaimStatus.ACTIVE);
  }

  @Test
  void whatIsFoundIsKnownAsLongAsTheWorkLasts() {
    DetectedIssue issue = new DetectedIssue();
    issue.addImplicated(new Reference("Claim/" + claim.id()));
    papers.found(owner, List.of(issue));
    assertThat(papers.issues(owner)).isEmpty();

    papers.begun(owner);
    assertThat(papers.issues(owner)).isEmpty();
    papers.found(owner, List.of(issue));

    assertThat(papers.issues(owner)).contains(List.of(issue));
  }
}
