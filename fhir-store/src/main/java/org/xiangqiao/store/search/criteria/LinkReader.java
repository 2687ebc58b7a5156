package org.xiangqiao.store.search.criteria;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;

/** Follows a reference from one type to others, and back (R4 search.html#chaining, #has). */
final class LinkReader {

  /** References that may point at more types need the type: R4 lists all for Reference(Any). */
  private static final int MOST_UNNAMED_TYPES = 30;

  private final SearchParameters parameters;
  private final IndexHash hash;
  private final int maxDepth;
  private final boolean patientsStored;

  /**
   * @param maxDepth most references that one condition may follow
   * @param patientsStored whether references to Patients lead to stored ones
   */
  LinkReader(SearchParameters parameters, IndexHash hash, int maxDepth, boolean patientsStored) {
    this.patientsStored = patientsStored;
    this.parameters = parameters;
    this.hash = hash;
    this.maxDepth = maxDepth;
  }

  /**
   * From a reference to what it points at. Without a type, every target type is tried that can meet
   * the condition at all.
   *
   * @param raw the whole parameter name, for refusals
   * @param link {@code code} or {@code code:Type}
   * @param inner reads the condition on the target
   */
  Criterion forward(Focus focus, String raw, String link, Function<Focus, Criterion> inner) {
    requireDepth(focus, raw);
    String[] parts = link.split(":", -1);
    IndexedParameter reference = reference(focus.type(), raw, parts[0]);
    if (parameters.isCanonical(reference)) {
      throw SearchProblems.canonicalChain(raw, reference.name());
    }
    List<String> types = targets(raw, reference, parts);
    List<ChainCriterion.Target> targets = new ArrayList<>();
    List<StoreException> refusals = new ArrayList<>();
    for (String type : types) {
      try {
        Criterion criterion = inner.apply(focus.next(parameters.of(type)));
        targets.add(new ChainCriterion.Target(type, criterion));
      } catch (StoreException refusal) {
        if (refusal.kind() != StoreProblem.Kind.UNSUPPORTED_SEARCH
            && refusal.kind() != StoreProblem.Kind.INVALID) {
          throw refusal;
        }
        refusals.add(refusal);
      }
    }
    if (targets.isEmpty()) {
      throw none(raw, reference, types, refusals);
    }
    boolean byColumn = types.equals(List.of("Patient")) && isInColumn(focus.type(), reference);
    return new ChainCriterion(hash.parameter(reference.key()), byColumn, List.copyOf(targets));
  }

  /** From what refers, by {@code sourceType.code}, to the resources searched. */
  Criterion backward(
      Focus focus, String raw, String sourceType, String code, Function<Focus, Criterion> inner) {
    requireDepth(focus, raw);
    if (!parameters.knowsType(sourceType)) {
      throw SearchProblems.badHas(raw, focus.type().type());
    }
    TypeParameters source = parameters.of(sourceType);
    IndexedParameter reference = reference(source, raw, code);
    if (parameters.isCanonical(reference)) {
      throw SearchProblems.canonicalChain(raw, reference.name());
    }
    String target = focus.type().type();
    if (!reference.targets().isEmpty() && !reference.targets().contains(target)) {
      throw SearchProblems.hasOtherTarget(raw, sourceType + "." + code, target);
    }
    boolean byColumn = target.equals("Patient") && isInColumn(source, reference);
    return new ReverseChainCriterion(
        sourceType, hash.parameter(reference.key()), byColumn, inner.apply(focus.next(source)));
  }

  private void requireDepth(Focus focus, String raw) {
    if (focus.depth() >= maxDepth) {
      throw SearchProblems.tooDeep(raw, maxDepth);
    }
  }

  private static IndexedParameter reference(TypeParameters type, String raw, String code) {
    return type.find(code)
        .filter(parameter -> parameter.kind() == RestSearchParameterTypeEnum.REFERENCE)
        .orElseThrow(() -> SearchProblems.notAReference(raw, code, type.type(), references(type)));
  }

  private List<String> targets(String raw, IndexedParameter reference, String[] parts) {
    Set<String> possible = new TreeSet<>(reference.targets());
    possible.removeIf(type -> !parameters.knowsType(type));
    if (parts.length == 1) {
      if (possible.isEmpty() || possible.size() > MOST_UNNAMED_TYPES) {
        throw SearchProblems.chainNeedsType(raw, reference.name());
      }
      return List.copyOf(possible);
    }
    boolean can =
        parts.length == 2
            && parameters.knowsType(parts[1])
            && (possible.isEmpty() || possible.contains(parts[1]));
    if (!can) {
      throw SearchProblems.unsupportedModifier(raw, parts[1], reference.type(), possible);
    }
    return List.of(parts[1]);
  }

  private boolean isInColumn(TypeParameters type, IndexedParameter reference) {
    return patientsStored && type.compartment().columnParameters().contains(reference.name());
  }

  /** What went wrong in the only type, or what says more than that no type knows the parameter. */
  private static StoreException none(
      String raw, IndexedParameter reference, List<String> types, List<StoreException> refusals) {
    if (types.size() == 1) {
      return refusals.get(0);
    }
    return refusals.stream()
        .filter(refusal -> !SearchProblems.isUnknown(refusal))
        .findFirst()
        .orElseGet(
            () ->
                SearchProblems.chainUnknown(
                    raw,
                    reference.name(),
                    types.stream().map(type -> reference.name() + ":" + type).toList()));
  }

  private static Set<String> references(TypeParameters type) {
    Set<String> names = new TreeSet<>();
    for (IndexedParameter parameter : type.all()) {
      if (parameter.kind() == RestSearchParameterTypeEnum.REFERENCE) {
        names.add(parameter.name());
      }
    }
    return names;
  }
}
