package org.xiangqiao.terminology.service.load;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersion.State;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;

/**
 * Switches which version of an imported code system is current (启用与回退): in one transaction with the
 * CodeSystem resource, so that reads, searches and the change feed tell of it.
 */
public final class VersionSwitch {

  private final CodeSystemVersions versions;
  private final StoredCodeSystems stored;
  private final FhirStore store;
  private final TransactionTemplate transaction;
  private final FhirContext fhir;

  public VersionSwitch(
      CodeSystemVersions versions,
      StoredCodeSystems stored,
      FhirStore store,
      TransactionTemplate transaction,
      FhirContext fhir) {
    this.versions = versions;
    this.stored = stored;
    this.store = store;
    this.transaction = transaction;
    this.fhir = fhir;
  }

  /**
   * @throws SourceProblem if there is no such version, or it is not whole
   */
  public CodeSystemVersion activate(Caller caller, String url, String version) {
    return activate(caller, url, version, () -> {});
  }

  /**
   * As {@link #activate(Caller, String, String)}.
   *
   * @param also what belongs into the same transaction
   */
  CodeSystemVersion activate(Caller caller, String url, String version, Runnable also) {
    CodeSystemVersion wanted = named(caller, url, version);
    make(caller, wanted, false, also);
    return wanted;
  }

  /**
   * Back to the version that was current before this one.
   *
   * @throws SourceProblem if there is none, or it was removed
   */
  public CodeSystemVersion rollback(Caller caller, String url) {
    return rollback(caller, url, () -> {});
  }

  /**
   * As {@link #rollback(Caller, String)}.
   *
   * @param also what belongs into the same transaction
   */
  CodeSystemVersion rollback(Caller caller, String url, Runnable also) {
    List<CodeSystemVersion> all = versions.readable(caller.tenantId(), url);
    Long former =
        all.stream()
            .filter(each -> each.state() == State.CURRENT)
            .map(CodeSystemVersion::former)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElseThrow(() -> new SourceProblem("switch-no-former", url));
    CodeSystemVersion wanted =
        all.stream()
            .filter(each -> each.key() == former)
            .findFirst()
            .orElseThrow(() -> new SourceProblem("switch-no-former", url));
    make(caller, wanted, true, also);
    return wanted;
  }

  /**
   * Removes a version that is not the current one; its rows go later.
   *
   * @throws SourceProblem if there is none, or it is the current one
   */
  public CodeSystemVersion remove(Caller caller, String url, String version) {
    return remove(caller, url, version, () -> {});
  }

  /**
   * As {@link #remove(Caller, String, String)}.
   *
   * @param also what belongs into the same transaction
   */
  CodeSystemVersion remove(Caller caller, String url, String version, Runnable also) {
    CodeSystemVersion wanted = named(caller, url, version);
    transaction.executeWithoutResult(
        status -> {
          if (!versions.remove(wanted.key())) {
            throw new SourceProblem("switch-remove-current", url, version);
          }
          also.run();
        });
    stored.forget();
    return wanted;
  }

  private CodeSystemVersion named(Caller caller, String url, String version) {
    return versions.readable(caller.tenantId(), url).stream()
        .filter(each -> each.version().equals(version))
        .findFirst()
        .orElseThrow(() -> new SourceProblem("switch-unknown", url, version));
  }

  /** What is known of the versions is forgotten when the new state can be read, not before. */
  private void make(Caller caller, CodeSystemVersion wanted, boolean back, Runnable also) {
    CodeSystem about = fhir.newJsonParser().parseResource(CodeSystem.class, wanted.about());
    store.write(
        caller,
        List.of(new WriteOperation.Update(about, null, null, null)),
        (writer, changes) -> {
          if (!versions.makeCurrent(wanted, back)) {
            throw new SourceProblem("switch-overtaken", wanted.url());
          }
          also.run();
        });
    stored.forget();
  }
}
