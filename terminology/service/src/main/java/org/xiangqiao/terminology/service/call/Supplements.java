package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.memory.SupplementedCodeSystem;

/**
 * The supplements (补充) that a call asks for, by {@code useSupplement} or by its value sets, and
 * which of them were found.
 */
public final class Supplements {

  private static final String EXTENSION =
      "http://hl7.org/fhir/StructureDefinition/valueset-supplement";

  private final TerminologySource source;
  private final Set<String> required = new LinkedHashSet<>();
  private final Set<String> found = new LinkedHashSet<>();

  Supplements(TerminologySource source, List<String> required) {
    this.source = source;
    this.required.addAll(required);
  }

  /** Asks for those that a value set names. */
  public void require(ValueSet valueSet) {
    for (Extension extension : valueSet.getExtensionsByUrl(EXTENSION)) {
      if (extension.hasValue() && extension.getValue().hasPrimitiveValue()) {
        required.add(extension.getValue().primitiveValue());
      }
    }
  }

  CodeSystemContent over(CodeSystemContent system) {
    if (required.isEmpty()) {
      return system;
    }
    List<CodeSystemContent> applied = new ArrayList<>();
    for (CodeSystemContent each : source.supplements(system.about().getUrl())) {
      CodeSystem supplement = each.about();
      Canonical supplemented = Canonical.of(supplement.getSupplements());
      for (String asked : required) {
        Canonical wanted = Canonical.of(asked);
        if (wanted.url().equals(supplement.getUrl())
            && VersionMatch.matches(wanted.version(), supplement.getVersion())
            && VersionMatch.matches(supplemented.version(), system.about().getVersion())) {
          found.add(asked);
          applied.add(each);
        }
      }
    }
    return applied.isEmpty() ? system : new SupplementedCodeSystem(system, applied);
  }

  /** Refuses when one that is asked for was not found. */
  public void check() {
    Set<String> missing = new LinkedHashSet<>(required);
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      String id = "VALUESET_SUPPLEMENT_MISSING";
      TxIssue issue =
          TxIssue.error(
              IssueType.NOTFOUND,
              null,
              id + (missing.size() == 1 ? "_one" : "_other"),
              "not-found",
              missing.size(),
              String.join(",", missing));
      throw new TxException(422, issue.withId(id));
    }
  }

  /** Addresses of those that add to a code system. */
  public static List<String> of(CodeSystemContent system) {
    return system instanceof SupplementedCodeSystem supplemented
        ? supplemented.supplements()
        : List.of();
  }
}
