package org.xiangqiao.terminology.service.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.xiangqiao.terminology.service.call.ImportPath;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.expand.Includes;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Whether a code is in a value set, by its definition (R4 valueset.html#compositions). */
final class Membership {

  private final Inquiry inquiry;
  private final ValueSet valueSet;
  private final Map<String, Membership> imports = new HashMap<>();
  private final ConceptSets sets;
  private Question answered;
  private Verdict answer;
  private Findings.Seen seen;

  /** The findings of one check count by who they are: they have no {@code equals}. */
  private record Question(
      String place, String system, String version, String code, Findings findings) {}

  private Membership(Inquiry inquiry, ValueSet valueSet) {
    this.inquiry = inquiry;
    this.valueSet = valueSet;
    this.sets = new ConceptSets(inquiry, valueSet);
  }

  /** Finds all that the value set imports, and refuses circles and filters that nobody knows. */
  static Membership of(Inquiry inquiry, ValueSet valueSet) {
    Map<ValueSet, Membership> found = new IdentityHashMap<>();
    return of(inquiry, ImportPath.to(valueSet), valueSet, found);
  }

  /**
   * @param found what is imported on several ways is looked through once
   */
  private static Membership of(
      Inquiry inquiry, ImportPath path, ValueSet valueSet, Map<ValueSet, Membership> found) {
    Membership membership = new Membership(inquiry, valueSet);
    List<ConceptSetComponent> all = new ArrayList<>(valueSet.getCompose().getInclude());
    all.addAll(valueSet.getCompose().getExclude());
    for (ConceptSetComponent set : all) {
      for (CanonicalType imported : set.getValueSet()) {
        String canonical = inquiry.context().pinned(imported.getValue());
        ValueSet other =
            inquiry
                .context()
                .imported(valueSet, canonical)
                .orElseThrow(() -> unresolved(canonical));
        ImportPath further = path.over(other);
        Membership known = found.get(other);
        membership.imports.put(
            canonical, known == null ? of(inquiry, further, other, found) : known);
      }
      inquiry
          .context()
          .codeSystem(set.getSystem(), set.getVersion())
          .ifPresent(system -> FilterCheck.check(set, system, valueSet));
    }
    found.put(valueSet, membership);
    return membership;
  }

  private static TxException unresolved(String canonical) {
    return TxException.verdict(
        TxIssue.error(
            IssueType.NOTFOUND, null, "Unable_to_resolve_value_Set_", "not-found", canonical),
        null);
  }

  ValueSet valueSet() {
    return valueSet;
  }

  /** Code systems that codes are taken from, here or in what is imported. */
  Set<String> systems() {
    Set<String> systems = new LinkedHashSet<>();
    collect(systems, Collections.newSetFromMap(new IdentityHashMap<>()));
    return systems;
  }

  private void collect(Set<String> systems, Set<Membership> seen) {
    if (!seen.add(this)) {
      return;
    }
    for (ConceptSetComponent set : valueSet.getCompose().getInclude()) {
      if (set.hasSystem()) {
        systems.add(set.getSystem());
      }
      for (CanonicalType imported : set.getValueSet()) {
        imports.get(inquiry.context().pinned(imported.getValue())).collect(systems, seen);
      }
    }
  }

  /** What is imported on several ways is asked once. */
  Verdict check(String place, String system, String version, String code, Findings findings) {
    Question question = new Question(place, system, version, code, findings);
    if (question.equals(answered)) {
      findings.recall(seen);
      return answer;
    }
    Verdict verdict = included(place, system, version, code, findings);
    answer =
        verdict == Verdict.YES && excluded(place, system, version, code, findings)
            ? Verdict.NO
            : verdict;
    answered = question;
    seen = findings.seen();
    return answer;
  }

  private Verdict included(
      String place, String system, String version, String code, Findings findings) {
    Verdict verdict = Verdict.NO;
    String first = null;
    for (ConceptSetComponent set : eligible(system, version)) {
      verdict = Verdict.NO;
      if (!set.hasSystem()) {
        verdict = Verdict.YES;
      } else if (set.getSystem().equals(system)) {
        String chosen =
            new VersionChoice(inquiry, findings).between(place, system, set.getVersion(), version);
        Optional<CodeSystemContent> found = inquiry.context().codeSystem(system, chosen);
        if (found.isEmpty()) {
          return unknown(place, system, inquiry.context().version(system, chosen), findings);
        }
        see(found.get(), findings);
        first = first == null ? findings.version() : first;
        verdict = sets.holds(set, found.get(), place, code, findings) ? Verdict.YES : Verdict.NO;
      }
      for (CanonicalType imported : set.getValueSet()) {
        Membership other = imports.get(inquiry.context().pinned(imported.getValue()));
        inquiry.noteStatus(other.valueSet, valueSet, findings);
        if (verdict == Verdict.YES) {
          verdict = other.check(place, system, version, code, findings);
        }
      }
      if (verdict == Verdict.YES) {
        return verdict;
      }
    }
    if (first != null) {
      findings.version(first);
    }
    return verdict;
  }

  /** Where several versions of the code system are included, only the one that the code names. */
  private List<ConceptSetComponent> eligible(String system, String version) {
    List<ConceptSetComponent> all = Includes.newestFirst(valueSet.getCompose().getInclude());
    boolean named =
        version != null
            && all.stream().anyMatch(set -> of(set, system) && version.equals(set.getVersion()));
    return named
        ? all.stream().filter(set -> !of(set, system) || version.equals(set.getVersion())).toList()
        : all;
  }

  private static boolean of(ConceptSetComponent set, String system) {
    return set.hasSystem() && set.getSystem().equals(system) && set.hasVersion();
  }

  private void see(CodeSystemContent system, Findings findings) {
    inquiry.context().checkVersion(system, findings.issues());
    inquiry.noteStatus(system.about(), valueSet, findings);
    findings.version(system.about().getVersion());
  }

  private Verdict unknown(String place, String system, String version, Findings findings) {
    if (inquiry.switches().membershipOnly()) {
      return Verdict.NO;
    }
    TxIssue issue = inquiry.unknown(system, version, place);
    if (findings.unknownSystem(inquiry.unknownName(system, version))) {
      findings.add(issue);
    }
    findings.tell(issue.text());
    return Verdict.UNKNOWN;
  }

  private boolean excluded(
      String place, String system, String version, String code, Findings findings) {
    for (ConceptSetComponent set : valueSet.getCompose().getExclude()) {
      boolean excluded = !set.hasSystem();
      if (set.hasSystem() && set.getSystem().equals(system)) {
        CodeSystemContent found =
            inquiry
                .context()
                .codeSystem(system, set.getVersion())
                .orElseThrow(() -> TxException.notFound("UNKNOWN_CODESYSTEM", system));
        see(found, findings);
        excluded = sets.holds(set, found, place, code, findings);
      }
      for (CanonicalType imported : set.getValueSet()) {
        Membership other = imports.get(inquiry.context().pinned(imported.getValue()));
        inquiry.noteStatus(other.valueSet, valueSet, findings);
        excluded = excluded && other.check(place, system, version, code, findings) == Verdict.YES;
      }
      if (excluded) {
        return true;
      }
    }
    return false;
  }
}
