package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.CriteriaFinder;

/**
 * Turns what senders write into literal references: placeholders of the same transaction,
 * conditional references ({@code Patient?identifier=…}), our own base address (R4
 * http.html#transaction, bundle.html#references).
 */
final class ReferenceResolver {

  private final CriteriaFinder finder;
  private final ResourceTypes types;
  private final ReferencePolicy policy;
  private final Set<String> baseUrls;

  ReferenceResolver(
      CriteriaFinder finder, ResourceTypes types, ReferencePolicy policy, Set<String> baseUrls) {
    this.finder = finder;
    this.types = types;
    this.policy = policy;
    this.baseUrls = baseUrls;
  }

  /** True when the resource points at others by a search; those are resolved after all others. */
  boolean hasConditional(PlannedWrite write) {
    return write.content.slots().stream()
        .anyMatch(slot -> slot.isReference() && conditionalType(slot.original()) != null);
  }

  /** Rewrites all references of the resource and notes the local ones. */
  void resolve(WritePlan plan, PlannedWrite write) {
    List<StoreProblem> problems = new ArrayList<>();
    for (ReferenceSlot slot : write.content.slots()) {
      try {
        slot.set(resolve(plan, write, slot));
      } catch (StoreException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
  }

  private String resolve(WritePlan plan, PlannedWrite write, ReferenceSlot slot) {
    boolean strict = policy.checksReferencesOf(plan.caller);
    if (slot.missesContained() && strict) {
      throw problem(Kind.UNPROCESSABLE, slot, "contained-missing", slot.original());
    }
    String literal = literal(plan, write.prepared.fullUrl(), slot.original());
    if (!slot.isReference() || literal.startsWith("#")) {
      return literal;
    }
    if (conditionalType(literal) != null) {
      literal = find(plan, slot, literal);
    }
    Target target = Target.parse(literal);
    if (target != null && types.knows(target.type())) {
      write.references.putIfAbsent(target, slot.path());
    } else if (strict && literal.startsWith("urn:")) {
      throw problem(Kind.UNPROCESSABLE, slot, "placeholder-unknown");
    } else if (strict && literal.indexOf(':') < 0) {
      throw problem(Kind.UNPROCESSABLE, slot, "reference-malformed");
    }
    return literal;
  }

  private String literal(WritePlan plan, String fullUrl, String original) {
    String known = plan.placeholders.get(original);
    if (known != null) {
      return known;
    }
    for (String base : baseUrls) {
      if (original.startsWith(base + "/")) {
        return original.substring(base.length() + 1);
      }
    }
    // A relative reference means a neighbour of the entry it stands in.
    Target target = fullUrl != null && fullUrl.startsWith("http") ? Target.parse(original) : null;
    if (target != null) {
      String[] parts = fullUrl.split("/");
      String own = parts.length < 3 ? "" : parts[parts.length - 2] + "/" + parts[parts.length - 1];
      String base = fullUrl.substring(0, fullUrl.length() - own.length());
      return plan.placeholders.getOrDefault(base + target, original);
    }
    return original;
  }

  private String find(WritePlan plan, ReferenceSlot slot, String reference) {
    String known = plan.conditional.get(reference);
    if (known != null) {
      return known;
    }
    String type = conditionalType(reference);
    String criteria = reference.substring(type.length() + 1);
    List<String> ids = finder.findOfType(plan.caller, type, criteria, 2);
    if (ids.size() > 1) {
      throw problem(Kind.PRECONDITION_FAILED, slot, "reference-matches-several", type);
    }
    if (ids.isEmpty()) {
      throw problem(Kind.UNPROCESSABLE, slot, "reference-matches-none", type);
    }
    String found = type + "/" + ids.get(0);
    plan.conditional.put(reference, found);
    return found;
  }

  /** Type of a conditional reference, or null when it is none. */
  private String conditionalType(String reference) {
    int mark = reference.indexOf('?');
    String type = mark < 0 ? "" : reference.substring(0, mark);
    return types.knows(type) ? type : null;
  }

  private static StoreException problem(
      Kind kind, ReferenceSlot slot, String key, Object... arguments) {
    return StoreProblem.of(kind, slot.path(), key, arguments).exception();
  }
}
