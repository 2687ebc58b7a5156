package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetComposeComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Puts the codes of a value set together by its definition (R4 valueset.html#expansion). */
final class Expander {

  private final TxContext context;
  private final ExpandSwitches switches;
  private final int limit;

  Expander(TxContext context, ExpandSwitches switches, int limit) {
    this.context = context;
    this.switches = switches;
    this.limit = limit;
  }

  Expansion expand(ValueSet valueSet) {
    return expand(valueSet, List.of());
  }

  private Expansion expand(ValueSet valueSet, List<String> path) {
    List<String> further = further(valueSet, path);
    ValueSetComposeComponent compose = valueSet.getCompose();
    if (compose.hasLockedDate()) {
      throw TxException.invalid(null, "LOCKED_DATE", null, valueSet.getUrl());
    }
    Expansion expansion = new Expansion(valueSet, MemberKeys.of(compose), limit);
    expansion.noteStatus(valueSet, Canonical.text(valueSet.getUrl(), valueSet.getVersion()));
    context.supplements().require(valueSet);
    boolean top = path.isEmpty();
    if (top && PageShortcut.fits(valueSet, switches)) {
      ConceptSetComponent only = compose.getIncludeFirstRep();
      new PageShortcut(switches, expansion)
          .fetch(only, system(only, "ValueSet.compose.include[0]"));
      return expansion;
    }
    switches.excludedSystems().stream()
        .map(Canonical::of)
        .forEach(each -> expansion.exclude(each.url(), each.version()));
    int index = 0;
    for (ConceptSetComponent set : compose.getExclude()) {
      exclude(set, "ValueSet.compose.exclude[" + index++ + "]", expansion, further);
    }
    index = 0;
    for (ConceptSetComponent set : Includes.newestFirst(compose.getInclude())) {
      include(set, "ValueSet.compose.include[" + index++ + "]", expansion, further);
    }
    return expansion;
  }

  private static List<String> further(ValueSet valueSet, List<String> path) {
    String name = Canonical.name(valueSet);
    if (path.contains(name)) {
      throw new TxException(
          422,
          TxIssue.error(
              IssueType.PROCESSING,
              null,
              "VALUESET_CIRCULAR_REFERENCE",
              "vs-invalid",
              name,
              path.toString()));
    }
    List<String> further = new ArrayList<>(path);
    further.add(name);
    return further;
  }

  private void include(
      ConceptSetComponent set, String place, Expansion expansion, List<String> path) {
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
        imports.get(0).members().stream().filter(each -> in(imports, each)).forEach(expansion::add);
      }
      return;
    }
    ConceptSetMembers.Rules rules =
        new ConceptSetMembers.Rules(switches, activeOnly(expansion.valueSet()), limit);
    new ConceptSetMembers(set, system, rules)
        .of(expansion, place)
        .filter(each -> in(imports, each))
        .forEach(expansion::add);
  }

  private boolean activeOnly(ValueSet valueSet) {
    ValueSetComposeComponent compose = valueSet.getCompose();
    return switches.active() || compose.hasInactive() && !compose.getInactive();
  }

  private void exclude(
      ConceptSetComponent set, String place, Expansion expansion, List<String> path) {
    expansion.flatten();
    CodeSystemContent system = set.hasSystem() ? system(set, place) : null;
    if (system != null) {
      expansion.use(system);
    }
    List<Expansion> imports = imports(set, expansion, path);
    if (system == null) {
      if (!imports.isEmpty()) {
        imports.get(0).members().stream()
            .filter(each -> in(imports, each))
            .forEach(expansion::exclude);
      }
    } else if (!set.hasConcept()
        && !set.hasFilter()
        && imports.isEmpty()
        && (!set.hasVersion() || expansion.keys().versionsExclude())) {
      expansion.exclude(set.getSystem(), set.getVersion());
    } else {
      ConceptSetMembers.Rules rules =
          new ConceptSetMembers.Rules(
              ExpandSwitches.of(
                  new org.xiangqiao.terminology.service.call.Switches(
                      new org.hl7.fhir.r4.model.Parameters())),
              false,
              Integer.MAX_VALUE - 1);
      new ConceptSetMembers(set, system, rules)
          .of(expansion, place)
          .filter(each -> in(imports, each))
          .forEach(expansion::exclude);
    }
  }

  private List<Expansion> imports(ConceptSetComponent set, Expansion expansion, List<String> path) {
    List<Expansion> imports = new ArrayList<>();
    for (CanonicalType each : set.getValueSet()) {
      String canonical = context.pinned(each.getValue());
      ValueSet imported =
          context.imported(expansion.valueSet(), canonical).orElseThrow(() -> unknown(canonical));
      imports.add(expand(imported, path));
      if (imported.hasUrl() && !canonical.startsWith("#")) {
        expansion.use(imported);
      }
    }
    return imports;
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
