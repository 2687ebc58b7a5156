package org.xiangqiao.terminology.service.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;
import org.xiangqiao.terminology.service.issue.TxIssues;

/**
 * Finds what one call speaks of, by its rules on versions and with its supplements. Not for several
 * threads.
 */
public final class TxContext {

  private final TerminologySource source;
  private final List<VersionRule> rules;
  private final Supplements supplements;
  private final Set<VersionRule> used = new LinkedHashSet<>();
  private final Map<String, List<CodeSystemContent>> systems = new HashMap<>();
  private final Map<String, List<ValueSet>> valueSets = new HashMap<>();

  public TxContext(TerminologySource source, TxParameters parameters) {
    this.source = source;
    this.rules = parameters.versions();
    this.supplements = new Supplements(source, parameters.supplements());
  }

  public Supplements supplements() {
    return supplements;
  }

  public TerminologySource source() {
    return source;
  }

  /** Rules that had a say so far. */
  public Set<VersionRule> usedRules() {
    return used;
  }

  /** The version to look for when this one is named, by the rules; null or empty for any. */
  public String version(String url, String named) {
    String version = first(url, VersionRule.Mode.FORCE, named);
    if (version == null || version.isEmpty()) {
      version = first(url, VersionRule.Mode.DEFAULT, version);
    }
    if (version == null || version.isEmpty()) {
      version = first(url, VersionRule.Mode.CHECK, version);
    }
    return version;
  }

  private String first(String url, VersionRule.Mode mode, String otherwise) {
    for (VersionRule rule : rules) {
      if (rule.mode() == mode && rule.url().equals(url)) {
        used.add(rule);
        return rule.version();
      }
    }
    return otherwise;
  }

  /** With concepts, as the rules say. */
  public Optional<CodeSystemContent> codeSystem(String url, String named) {
    return url == null ? Optional.empty() : exactly(url, version(url, named));
  }

  /** With concepts, whatever the rules say. */
  public Optional<CodeSystemContent> exactly(String url, String version) {
    if (url == null) {
      return Optional.empty();
    }
    return systems(url).stream()
        .filter(each -> hasConcepts(each.about()))
        .filter(each -> VersionMatch.matches(version, each.about().getVersion()))
        .findFirst()
        .map(supplements::over);
  }

  /** Read once: a call sees the same all the time, however often it looks. */
  private List<CodeSystemContent> systems(String url) {
    return systems.computeIfAbsent(url, source::codeSystems);
  }

  private static boolean hasConcepts(CodeSystem system) {
    return system.getContent() == CodeSystem.CodeSystemContentMode.COMPLETE
        || system.getContent() == CodeSystem.CodeSystemContentMode.FRAGMENT;
  }

  /** A supplement that somebody takes for a code system. */
  public Optional<CodeSystem> supplement(String url) {
    return systems(url).stream()
        .map(CodeSystemContent::about)
        .filter(each -> each.getContent() == CodeSystem.CodeSystemContentMode.SUPPLEMENT)
        .findFirst();
  }

  /** In ascending order. */
  public List<String> versions(String url) {
    return systems(url).stream()
        .map(each -> each.about().getVersion())
        .filter(version -> version != null && !version.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  public static String shown(List<String> versions) {
    int size = versions.size();
    if (size < 2) {
      return size == 0 ? "" : versions.get(0);
    }
    if (size == 2) {
      return versions.get(0) + " or " + versions.get(1);
    }
    return String.join(", ", versions.subList(0, size - 1)) + " and " + versions.get(size - 1);
  }

  /** Holds a code system's version against the rules that check; issues null throws. */
  public void checkVersion(CodeSystemContent system, TxIssues issues) {
    String url = system.about().getUrl();
    String version = system.about().getVersion();
    for (VersionRule rule : rules) {
      if (rule.mode() == VersionRule.Mode.CHECK
          && rule.url().equals(url)
          && !VersionMatch.matches(rule.version(), version)) {
        TxIssue issue =
            TxIssue.error(
                IssueType.EXCEPTION,
                null,
                "VALUESET_VERSION_CHECK",
                "version-error",
                url,
                version,
                rule.version());
        if (issues == null) {
          throw new TxException(400, issue);
        }
        issues.add(issue);
      }
    }
  }

  /** By address as a value set names it, with the rules on value sets. */
  public Optional<ValueSet> valueSet(String canonical) {
    return find(pinned(canonical));
  }

  /** As another value set refers to it: {@code #id} is contained there. */
  public Optional<ValueSet> imported(ValueSet from, String canonical) {
    if (!canonical.startsWith("#")) {
      return find(canonical);
    }
    String id = canonical.substring(1);
    return from.getContained().stream()
        .filter(ValueSet.class::isInstance)
        .map(ValueSet.class::cast)
        .filter(each -> each.getIdElement().hasIdPart())
        .filter(each -> id.equals(each.getIdElement().getIdPart().replace("#", "")))
        .findFirst();
  }

  public String pinned(String canonical) {
    if (canonical == null) {
      throw TxException.notFound("Unable_to_resolve_value_Set_", "");
    }
    Canonical named = Canonical.of(canonical);
    return Canonical.text(named.url(), version(named.url(), named.version()));
  }

  public Optional<ValueSet> find(String canonical) {
    Canonical named = Canonical.of(canonical);
    return valueSets.computeIfAbsent(named.url(), source::valueSets).stream()
        .filter(each -> VersionMatch.matches(named.version(), each.getVersion()))
        .findFirst();
  }
}
