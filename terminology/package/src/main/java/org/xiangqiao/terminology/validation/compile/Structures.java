package org.xiangqiao.terminology.validation.compile;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.validation.ProfileSource;
import org.xiangqiao.terminology.validation.UnusableProfileException;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Problem;
import org.xiangqiao.terminology.validation.invariant.Rules;

/** Profiles and types, each compiled when it is first needed. */
public final class Structures {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";
  private static final int DEEPEST = 20;

  private final ProfileSource source;
  private final Compiler compiler;
  private final Map<String, StructureCheck> ready = new ConcurrentHashMap<>();
  private final Map<String, StructureCheck> types = new ConcurrentHashMap<>();

  /** What stands before this; null if nothing does. */
  private final Structures first;

  public Structures(FhirContext context, ProfileSource source, Rules rules) {
    this.first = null;
    this.source = source;
    this.compiler = new Compiler(context, rules);
  }

  /** These, and behind them others; what these have compiled is not compiled again. */
  public Structures(Structures first, ProfileSource source) {
    this.first = first;
    this.source = source;
    this.compiler = first.compiler;
  }

  /** Of a canonical, with or without version; empty if nobody knows it. */
  public Optional<StructureCheck> of(String canonical) {
    StructureCheck known = ready.get(canonical);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<StructureCheck> before = first == null ? Optional.empty() : first.of(canonical);
    if (before.isPresent()) {
      return before;
    }
    // What nobody knows is not kept: anyone may name anything.
    Optional<StructureCheck> made = made(canonical);
    made.ifPresent(check -> ready.put(canonical, check));
    return made;
  }

  private Optional<StructureCheck> made(String canonical) {
    try {
      return source.profile(canonical).map(this::compile);
    } catch (UnusableProfileException e) {
      List<Problem> problems =
          e.reasons().stream().map(each -> new Problem(each.rule(), each.args())).toList();
      return Optional.of(
          new StructureCheck(
              canonical, "", "", false, null, Map.of(), List.of(), List.of(), problems));
    }
  }

  /** Of a type that R4 defines, or null. */
  public StructureCheck ofType(String type) {
    StructureCheck known = types.get(type);
    if (known == null) {
      known = of(BASE + type).orElse(null);
      if (known != null) {
        types.put(type, known);
      }
    }
    return known;
  }

  /** Whether the type is that other one or is derived from it. */
  public boolean isA(String type, String ancestor) {
    if (first != null) {
      return first.isA(type, ancestor);
    }
    String each = type;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each.equals(ancestor)) {
        return true;
      }
      each =
          source
              .profile(BASE + each)
              .map(StructureDefinition::getBaseDefinition)
              .filter(url -> url.startsWith(BASE))
              .map(url -> url.substring(BASE.length()))
              .orElse(null);
    }
    return false;
  }

  private StructureCheck compile(StructureDefinition definition) {
    try {
      return compiler.compile(definition);
    } catch (RuntimeException e) {
      // A definition that nobody foresaw makes its resources invalid, not the server fail.
      return new StructureCheck(
          definition.getUrl(),
          definition.getVersion(),
          definition.getType(),
          "Extension".equals(definition.getType()),
          null,
          Map.of(),
          List.of(),
          List.of(),
          List.of(new Problem("profile-not-usable", List.of(String.valueOf(definition.getUrl())))));
    }
  }
}
