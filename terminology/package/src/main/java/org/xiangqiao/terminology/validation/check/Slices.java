package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ElementDefinition.SlicingRules;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Discriminator;
import org.xiangqiao.terminology.validation.compile.PathStep;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** Finds the slice that a value belongs to (R4 profiling.html#slicing). */
final class Slices {

  private final Structures structures;
  private final Elements elements;
  private final Findings findings;

  Slices(Structures structures, Elements elements, Findings findings) {
    this.structures = structures;
    this.elements = elements;
    this.findings = findings;
  }

  /** The checks that the value is held against: its slice's, or those of the whole list. */
  ElementCheck of(Node value, ElementCheck sliced, StructureCheck in, Scope scope) {
    ElementCheck found = null;
    for (ElementCheck slice : sliced.slices()) {
      if (matches(value, slice, sliced, in, scope)) {
        if (found != null && within(found, slice)) {
          continue;
        }
        if (found != null && !within(slice, found)) {
          findings.error(
              IssueType.INVALID,
              value,
              "slice-two",
              in.url(),
              found.sliceName(),
              slice.sliceName());
          return found;
        }
        found = slice;
      }
    }
    if (found == null) {
      if (sliced.slicing().rules() == SlicingRules.CLOSED) {
        findings.error(IssueType.INVALID, value, "slice-none", in.url(), sliced.id());
      }
      return sliced;
    }
    return found.slicing() != null && !found.slices().isEmpty()
        ? of(value, found, in, scope)
        : found;
  }

  /** Whether it is a slice of that slice (R4 profiling.html#reslicing). */
  private static boolean within(ElementCheck slice, ElementCheck whole) {
    return slice.sliceName().startsWith(whole.sliceName() + "/");
  }

  /** Ordered slices, and others than those at the end only, as the profile says. */
  void order(List<ElementCheck> found, List<Node> values, ElementCheck sliced, StructureCheck in) {
    boolean atEnd = sliced.slicing().rules() == SlicingRules.OPENATEND;
    int last = -1;
    for (int i = 0; i < found.size(); i++) {
      ElementCheck slice = found.get(i);
      int place = slice == sliced ? -1 : sliced.slices().indexOf(slice);
      if (place < 0) {
        last = atEnd ? Integer.MAX_VALUE : last;
      } else if (place < last && (sliced.slicing().ordered() || last == Integer.MAX_VALUE)) {
        findings.error(
            IssueType.INVALID, values.get(i), "slice-order", in.url(), slice.sliceName());
      } else {
        last = place;
      }
    }
  }

  private boolean matches(
      Node value, ElementCheck slice, ElementCheck sliced, StructureCheck in, Scope scope) {
    boolean told = false;
    for (Discriminator discriminator : sliced.slicing().discriminators()) {
      Optional<Boolean> one = matches(value, slice, discriminator, in, scope);
      if (one.isPresent()) {
        if (!one.get()) {
          return false;
        }
        told = true;
      }
    }
    return told;
  }

  /** Empty if the slice does not say anything about that discriminator. */
  private Optional<Boolean> matches(
      Node value, ElementCheck slice, Discriminator by, StructureCheck in, Scope scope) {
    List<Node> at = follow(List.of(value), by.steps(), scope);
    for (Criteria wanted : criteria(slice, by.steps(), in)) {
      Optional<Boolean> told = matches(at, wanted, by, scope);
      if (told.isPresent()) {
        return told;
      }
    }
    return Optional.empty();
  }

  private Optional<Boolean> matches(List<Node> at, Criteria wanted, Discriminator by, Scope scope) {
    ElementCheck check = wanted.check();
    if (check.max() == 0) {
      return Optional.of(at.isEmpty());
    }
    return switch (by.type()) {
      case EXISTS -> check.min() > 0 ? Optional.of(!at.isEmpty()) : Optional.empty();
      case TYPE -> Optional.of(at.stream().anyMatch(each -> type(each, wanted)));
      case PROFILE -> profile(at, wanted, by, scope);
      default -> value(at, check);
    };
  }

  private static boolean type(Node node, Criteria wanted) {
    if (wanted.type() != null) {
      return wanted.type().equals(node.type());
    }
    return wanted.check().types().isEmpty() || wanted.check().type(node.type()) != null;
  }

  private Optional<Boolean> profile(List<Node> at, Criteria wanted, Discriminator by, Scope scope) {
    List<String> profiles = new ArrayList<>();
    boolean reference =
        !by.steps().isEmpty()
            && by.steps().get(by.steps().size() - 1).kind() == PathStep.Kind.RESOLVE;
    for (AllowedType type : wanted.check().types()) {
      profiles.addAll(reference ? type.targets() : type.profiles());
    }
    if (profiles.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        at.stream()
            .anyMatch(
                node -> profiles.stream().anyMatch(each -> elements.conforms(node, each, scope))));
  }

  private Optional<Boolean> value(List<Node> at, ElementCheck check) {
    if (check.fixed() != null) {
      return Optional.of(at.stream().anyMatch(each -> Values.matches(each, check.fixed(), false)));
    }
    if (check.pattern() != null) {
      return Optional.of(at.stream().anyMatch(each -> Values.matches(each, check.pattern(), true)));
    }
    if (check.binding() != null && check.binding().strength() == BindingStrength.REQUIRED) {
      String set = check.binding().valueSet();
      return Optional.of(
          at.stream().anyMatch(each -> elements.bindings().in(each, set) == CodeSets.Answer.YES));
    }
    return Optional.empty();
  }

  /** What the slice asks for at the discriminator's path; the type if only that is known. */
  private record Criteria(ElementCheck check, StructureCheck in, String type) {}

  /** More than one where an element on the way is sliced itself: any of them may say it. */
  private List<Criteria> criteria(ElementCheck slice, List<PathStep> steps, StructureCheck in) {
    List<Criteria> at = List.of(new Criteria(slice, in, null));
    for (PathStep step : steps) {
      List<Criteria> next = new ArrayList<>();
      for (Criteria each : at) {
        Criteria found = step(each, step);
        if (found != null) {
          next.add(found);
          found.check().slices().forEach(of -> next.add(new Criteria(of, found.in(), null)));
        }
      }
      at = next;
    }
    return at;
  }

  private Criteria step(Criteria at, PathStep step) {
    return switch (step.kind()) {
      case CHILD -> child(at, step.name());
      case EXTENSION -> extension(at, step.name());
      case OF_TYPE -> at;
      case RESOLVE -> target(at);
    };
  }

  private Criteria target(Criteria at) {
    AllowedType reference = at.check().type("Reference");
    if (reference == null || reference.targets().isEmpty()) {
      return null;
    }
    StructureCheck target = structures.of(reference.targets().get(0)).orElse(null);
    // By type the target's own type counts; by profile the reference's targets do.
    return target == null || target.root() == null
        ? null
        : new Criteria(at.check(), at.in(), target.type());
  }

  private Criteria child(Criteria at, String name) {
    ElementCheck own = at.check().children().get(name);
    if (own != null) {
      return new Criteria(own, at.in(), null);
    }
    for (AllowedType type : at.check().types()) {
      for (String profile : type.profiles()) {
        StructureCheck inside = structures.of(profile).orElse(null);
        if (inside != null && inside.root() != null && inside.root().children().get(name) != null) {
          return new Criteria(inside.root().children().get(name), inside, null);
        }
      }
      StructureCheck base = at.check().children().isEmpty() ? structures.ofType(type.code()) : null;
      if (base != null && base.root().children().get(name) != null) {
        return new Criteria(base.root().children().get(name), base, null);
      }
    }
    return null;
  }

  private Criteria extension(Criteria at, String url) {
    ElementCheck list = at.check().children().get("extension");
    if (list == null) {
      return null;
    }
    for (ElementCheck slice : list.slices()) {
      for (AllowedType type : slice.types()) {
        if (type.profiles().contains(url)) {
          return new Criteria(slice, at.in(), null);
        }
      }
    }
    return null;
  }

  private static List<Node> follow(List<Node> from, List<PathStep> steps, Scope scope) {
    List<Node> at = from;
    for (PathStep step : steps) {
      List<Node> next = new ArrayList<>();
      for (Node each : at) {
        follow(each, step, scope, next);
      }
      at = next;
    }
    return at;
  }

  private static void follow(Node from, PathStep step, Scope scope, List<Node> next) {
    switch (step.kind()) {
      case CHILD -> from.all(step.name()).forEach(next::add);
      case EXTENSION ->
          from.all("extension")
              .filter(each -> step.name().equals(each.childText("url")))
              .forEach(next::add);
      case OF_TYPE -> {
        if (step.name().equals(from.type())) {
          next.add(from);
        }
      }
      case RESOLVE -> {
        Node target = scope.resolve(from);
        if (target != null) {
          next.add(target);
        }
      }
    }
  }
}
