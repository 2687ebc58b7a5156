package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Problem;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** Whole resources: the outermost, entries of bundles, parameters and contained ones. */
final class Resources {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final Structures structures;
  private final Elements elements;
  private final Findings findings;
  private final Set<String> unusable = new HashSet<>();

  Resources(Structures structures, Elements elements, Findings findings) {
    this.structures = structures;
    this.elements = elements;
    this.findings = findings;
  }

  /** By what it declares and by what is asked for beside that. */
  void check(Node node, List<String> asked, Scope scope) {
    List<StructureCheck> profiles = new ArrayList<>();
    declared(node, profiles);
    for (String canonical : asked) {
      StructureCheck profile = structures.of(canonical).orElse(null);
      if (profile == null) {
        findings.error(IssueType.STRUCTURE, node, "profile-unknown", canonical, canonical);
      } else {
        profiles.add(profile);
      }
    }
    boolean covered = false;
    Set<String> done = new HashSet<>();
    for (StructureCheck profile : profiles) {
      if (done.add(profile.url()) && usable(node, profile) && fits(node, profile)) {
        against(node, profile, scope);
        covered = true;
      }
    }
    // A snapshot holds all that its base asks for.
    if (!covered) {
      base(node, scope);
    }
    outside(node, scope);
  }

  private void declared(Node node, List<StructureCheck> profiles) {
    Node meta = node.child("meta");
    if (meta == null) {
      return;
    }
    meta.all("profile")
        .filter(Node::hasText)
        .forEach(
            each -> {
              StructureCheck profile = structures.of(each.text()).orElse(null);
              if (profile == null) {
                findings.warning(
                    IssueType.STRUCTURE, each, "profile-unknown", "", artefact(each.text()));
              } else {
                profiles.add(profile);
              }
            });
  }

  /** What was sent is told only if it is the address of a definition. */
  private static String artefact(String canonical) {
    return canonical.matches("https?://[!-~]{1,250}") ? canonical : "";
  }

  private void base(Node node, Scope scope) {
    StructureCheck base = structures.ofType(node.type());
    if (base == null) {
      findings.error(IssueType.NOTFOUND, node, "profile-unknown", "", BASE + node.type());
    } else if (usable(node, base)) {
      against(node, base, scope);
    }
  }

  private void against(Node node, StructureCheck profile, Scope scope) {
    elements.invariants(node, profile.root(), profile, scope);
    elements.content(node, profile.root(), profile, scope);
  }

  /** For slices and targets of references, which must not lead into each other without end. */
  void conforms(Node node, StructureCheck profile, Scope scope) {
    if (usable(node, profile)) {
      against(node, profile, scope);
    }
  }

  /** Told at the resource, once: a profile that cannot be used accepts nothing. */
  boolean usable(Node node, StructureCheck profile) {
    if (profile.problems().isEmpty() && profile.root() != null) {
      return true;
    }
    if (unusable.add(profile.url())) {
      for (Problem problem : profile.problems()) {
        findings.error(
            IssueType.EXCEPTION,
            node,
            problem.key(),
            profile.url(),
            problem.args().toArray(String[]::new));
      }
    }
    return profile.root() != null;
  }

  private boolean fits(Node node, StructureCheck profile) {
    if (profile.type().equals(node.type())) {
      return true;
    }
    findings.error(IssueType.INVALID, node, "profile-of-other-type", profile.url(), profile.type());
    return false;
  }

  /** A resource inside another. */
  void inside(Node node, AllowedType type, StructureCheck in, Scope scope) {
    boolean contained = node.name().equals("contained");
    Scope inner = contained ? scope.contained(node) : scope.entry(node);
    if (type == null) {
      return;
    }
    id(node, contained, in);
    check(node, type.profiles().size() == 1 ? type.profiles() : List.of(), inner);
  }

  private void id(Node node, boolean contained, StructureCheck in) {
    if (contained && !node.has("id")) {
      findings.error(IssueType.INVALID, node, "resource-without-id", in.url());
    }
  }

  /** What R4 asks for in words only, of single types. */
  private void special(Node node, Scope scope) {
    Canonicals.check(node, findings);
    switch (node.type()) {
      case "Bundle" -> {
        new Bundles(structures, findings).check(node);
        Documents.check(node, scope, findings);
      }
      case "ConceptMap" -> ConceptMaps.check(node, scope.codes(), findings);
      case "CodeSystem" -> CodeSystems.check(node, findings);
      case "ValueSet" -> ValueSets.check(node, findings);
      case "Questionnaire" -> Questionnaires.check(node, findings);
      default -> {
        // The others have nothing of that.
      }
    }
  }

  /** What no element's definition says: ids, and contained resources that nobody refers to. */
  private void outside(Node node, Scope scope) {
    String id = node.childText("id");
    if (id != null && !id.isEmpty() && !PrimitiveForms.id(id)) {
      findings.error(IssueType.INVALID, node.location() + ".id", "resource-id", "");
    }
    Contained.orphans(node, findings);
    Contained.twice(node, findings);
    ElementIds.twice(node, findings);
    special(node, scope);
  }
}
