package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetComposeComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.ImportPath;
import org.xiangqiao.terminology.service.call.Switches;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.issue.TxException;

/** Puts the codes of a value set together by its definition (R4 valueset.html#expansion). */
final class Expander {

  /** How many times the codes of an expansion those of all its imports may be. */
  private static final int MOST_IMPORTS = 20;

  private final TxContext context;
  private final ExpandSwitches switches;
  private final int limit;
  private final Map<ValueSet, Expansion> done = new IdentityHashMap<>();
  private long held;

  Expander(TxContext context, ExpandSwitches switches, int limit) {
    this.context = context;
    this.switches = switches;
    this.limit = limit;
  }

  Expansion expand(ValueSet valueSet) {
    return expand(ImportPath.to(valueSet), valueSet);
  }

  private Expansion expand(ImportPath path, ValueSet valueSet) {
    ValueSetComposeComponent compose = valueSet.getCompose();
    if (compose.hasLockedDate()) {
      throw TxException.invalid(null, "LOCKED_DATE", null, valueSet.getUrl());
    }
    Expansion expansion = new Expansion(valueSet, MemberKeys.of(compose), limit);
    expansion.noteStatus(valueSet, Canonical.text(valueSet.getUrl(), valueSet.getVersion()));
    context.supplements().require(valueSet);
    if (path.isTop() && PageShortcut.fits(valueSet, switches)) {
      ConceptSetComponent only = compose.getIncludeFirstRep();
      new PageShortcut(switches, expansion)
          .fetch(rules(valueSet, null), only, system(only, "ValueSet.compose.include[0]"));
      return expansion;
    }
    switches.excludedSystems().stream()
        .map(Canonical::of)
        .forEach(each -> expansion.exclude(each.url(), each.version()));
    int index = 0;
    for (ConceptSetComponent set : compose.getExclude()) {
      exclude(set, "ValueSet.compose.exclude[" + index++ + "]", expansion, path);
    }
    index = 0;
    for (ConceptSetComponent set : Includes.newestFirst(compose.getInclude())) {
      include(set, "ValueSet.compose.include[" + index++ + "]", expansion, path);
    }
    return expansion;
  }

  private void include(
      ConceptSetComponent set, String place, Expansion expansion, ImportPath path) {
    if (set.hasValueSet()
        || set.hasConcept()
        || set.getFilter().size() > 1
        || switches.filter() != null && !set.hasFilter()) {
      expansion.flatten();
    }
    CodeSystemContent system = set.hasSystem() ? system(set, place) : null;
    if (system != null) {
      expansion.use(system);
    }
    List<Expansion> imports = imports(set, expansion, path);
    if (system == null) {
      if (!imports.isEmpty()) {
        expansion.takeNotes(imports.get(0));
        expansion.addAll(common(imports));
      }
      return;
    }
    ConceptSetMembers.Rules rules = rules(expansion.valueSet(), codes(imports, system));
    expansion.addAll(
        new ConceptSetMembers(set, system, rules, new ConceptSetMembers.Place(expansion, place))
            .all()
            .filter(each -> in(imports, each))
            .toList());
  }

  private ConceptSetMembers.Rules rules(ValueSet valueSet, Set<String> codes) {
    ValueSetComposeComponent compose = valueSet.getCompose();
    boolean activeOnly = switches.active() || compose.hasInactive() && !compose.getInactive();
    return new ConceptSetMembers.Rules(switches, activeOnly, limit, codes);
  }

  /** Of a code system none but those that the shortest import has; null without imports. */
  private static Set<String> codes(List<Expansion> imports, CodeSystemContent system) {
    String url = system.about().getUrl();
    return imports.stream()
        .map(Expansion::members)
        .min(Comparator.comparingInt(Collection::size))
        .map(
            members ->
                members.stream()
                    .filter(each -> each.url().equals(url))
                    .map(Member::code)
                    .collect(Collectors.toSet()))
        .orElse(null);
  }

  private static List<Member> common(List<Expansion> imports) {
    return imports.get(0).members().stream().filter(each -> in(imports, each)).toList();
  }

  private void exclude(
      ConceptSetComponent set, String place, Expansion expansion, ImportPath path) {
    expansion.flatten();
    CodeSystemContent system = set.hasSystem() ? system(set, place) : null;
    if (system != null) {
      expansion.use(system);
    }
    List<Expansion> imports = imports(set, expansion, path);
    if (system == null) {
      if (!imports.isEmpty()) {
        common(imports).forEach(expansion::exclude);
      }
    } else if (!set.hasConcept()
        && !set.hasFilter()
        && imports.isEmpty()
        && (!set.hasVersion() || expansion.keys().versionsExclude())) {
      expansion.exclude(set.getSystem(), set.getVersion());
    } else {
      ConceptSetMembers.Rules rules =
          new ConceptSetMembers.Rules(
              ExpandSwitches.of(new Switches(new Parameters())),
              false,
              limit,
              codes(imports, system));
      new ConceptSetMembers(set, system, rules, new ConceptSetMembers.Place(expansion, place))
          .leaveOut(each -> in(imports, each));
    }
  }

  private List<Expansion> imports(ConceptSetComponent set, Expansion expansion, ImportPath path) {
    List<Expansion> imports = new ArrayList<>();
    for (CanonicalType each : set.getValueSet()) {
      String canonical = context.pinned(each.getValue());
      ValueSet imported =
          context.imported(expansion.valueSet(), canonical).orElseThrow(() -> unknown(canonical));
      imports.add(imported(path.over(imported), imported, expansion));
      if (imported.hasUrl() && !canonical.startsWith("#")) {
        expansion.use(imported);
      }
    }
    return imports;
  }

  /** Once, on however many ways it is imported. */
  private Expansion imported(ImportPath path, ValueSet imported, Expansion into) {
    Expansion known = done.get(imported);
    if (known == null) {
      known = expand(path, imported);
      done.put(imported, known);
      held += known.members().size();
      if (held > (long) limit * MOST_IMPORTS) {
        throw into.tooCostly();
      }
    }
    return known;
  }

  private static TxException unknown(String canonical) {
    Canonical asked = Canonical.of(canonical);
    return asked.version() == null
        ? TxException.notFound("VS_EXP_IMPORT_UNK", asked.url())
        : TxException.notFound("VS_EXP_IMPORT_UNK_PINNED", asked.url(), asked.version());
  }

  private static boolean in(List<Expansion> imports, Member member) {
    for (Expansion each : imports) {
      if (!each.has(member)) {
        return false;
      }
    }
    return true;
  }

  private CodeSystemContent system(ConceptSetComponent set, String place) {
    CodeSystemContent system =
        context.codeSystem(set.getSystem(), set.getVersion()).orElseThrow(() -> unknownSystem(set));
    context.checkVersion(system, null);
    return system;
  }

  private TxException unknownSystem(ConceptSetComponent set) {
    String url = set.getSystem();
    String version = context.version(url, set.getVersion());
    if (version == null || version.isEmpty()) {
      return TxException.notFound("UNKNOWN_CODESYSTEM_EXP", url);
    }
    List<String> versions = context.versions(url);
    return versions.isEmpty()
        ? TxException.notFound("UNKNOWN_CODESYSTEM_VERSION_EXP_NONE", url, version)
        : TxException.notFound(
            "UNKNOWN_CODESYSTEM_VERSION_EXP", url, version, TxContext.shown(versions));
  }
}
