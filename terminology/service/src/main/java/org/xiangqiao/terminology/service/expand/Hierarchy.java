package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.terminology.service.content.Concept;

/** Hangs each member of an expansion below the nearest ancestor that is a member too. */
final class Hierarchy {

  private final Expansion expansion;
  private final Map<Member, Member> above = new IdentityHashMap<>();
  private final Map<Member, List<Member>> below = new IdentityHashMap<>();
  private final List<Member> roots = new ArrayList<>();

  Hierarchy(Expansion expansion) {
    this.expansion = expansion;
    for (Member member : expansion.members()) {
      Member parent = parent(member);
      if (parent == null || circle(member, parent)) {
        roots.add(member);
      } else {
        above.put(member, parent);
        below.computeIfAbsent(parent, each -> new ArrayList<>()).add(member);
      }
    }
  }

  List<Member> roots() {
    return roots;
  }

  List<Member> below(Member member) {
    return below.getOrDefault(member, List.of());
  }

  /** Whether members hang below each other on more levels than this. */
  boolean deeperThan(int most) {
    List<Member> level = roots;
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth == most) {
        return true;
      }
      level = level.stream().flatMap(each -> below(each).stream()).toList();
    }
    return false;
  }

  private Member parent(Member member) {
    Set<String> seen = new HashSet<>();
    Concept concept = member.concept();
    while (concept != null && !concept.parents().isEmpty() && seen.add(concept.code())) {
      String parent = concept.parents().get(0);
      String key = expansion.keys().of(member.url(), member.version(), parent);
      Member found = expansion.find(key);
      if (found != null || !member.climbs()) {
        return found;
      }
      concept = member.system().find(parent).orElse(null);
    }
    return null;
  }

  private boolean circle(Member member, Member parent) {
    for (Member each = parent; each != null; each = above.get(each)) {
      if (each == member) {
        return true;
      }
    }
    return false;
  }
}
