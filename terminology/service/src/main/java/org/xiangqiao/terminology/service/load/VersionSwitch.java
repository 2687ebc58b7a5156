package org.xiangqiao.terminology.service.load;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
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
  private final FhirContext fhir;

  public VersionSwitch(
      CodeSystemVersions versions, StoredCodeSystems stored, FhirStore store, FhirContext fhir) {
    this.versions = versions;
    this.stored = stored;
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * @throws SourceProblem if there is no such version, or it is not whole
   */
  public CodeSystemVersion activate(Caller caller, String url, String version) {
    CodeSystemVersion wanted = named(caller, url, version);
    make(caller, wanted, false);
    return wanted;
  }

  /**
   * Back to the version that was current before this one.
   *
   * @throws SourceProblem if there is none, or it was removed
   */
  public CodeSystemVersion rollback(Caller caller, String url) {
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
    make(caller, wanted, true);
    return wanted;
  }

  /**
   * Removes a version that is not the current one; its rows go later.
   *
   * @throws SourceProblem if there is none, or it is the current one
   */
  public CodeSystemVersion remove(Caller caller, String url, String version) {
    CodeSystemVersion wanted = named(caller, url, version);
    if (!versions.remove(wanted.key())) {
      throw new SourceProblem("switch-remove-current", url, version);
    }
    stored.forget();
    return wanted;
  }

  private CodeSystemVersion named(Caller caller, String url, String version) {
    return versions.readable(caller.tenantId(), url).stream()
        .filter(each -> each.version().equals(version))
        .findFirst()
        .orElseThrow(() -> new SourceProblem("switch-unknown", url, version));
  }

  private void make(Caller caller, CodeSystemVersion wanted, boolean back) {
    CodeSystem about = fhir.newJsonParser().parseResource(CodeSystem.class, wanted.about());
    store.write(
        caller,
        List.of(new WriteOperation.Update(about, null, null, null)),
        (writer, changes) -> {
          if (!versions.makeCurrent(wanted, back)) {
            throw new SourceProblem("switch-overtaken", wanted.url());
          }
        });
    stored.forget();
  }
}
