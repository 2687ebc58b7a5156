package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.xiangqiao.terminology.service.call.Canonical;

/** What is left out of an expansion (R4 valueset.html#ValueSet.compose.exclude). */
final class Exclusions {

  private final MemberKeys keys;
  private final Set<String> systems = new HashSet<>();
  private final Set<String> codes = new HashSet<>();
  private final List<ConceptSetMembers> large = new ArrayList<>();

  Exclusions(MemberKeys keys) {
    this.keys = keys;
  }

  /** A whole code system; one version of it where one is named. */
  void add(String system, String version) {
    systems.add(Canonical.text(system, version));
  }

  void add(Member member) {
    codes.add(keys.ofExcluded(member));
  }

  /** More codes than are put together: only what would be in is looked up among them. */
  void add(ConceptSetMembers set) {
    large.add(set);
  }

  /** To be asked before {@link #have} is, for what may have to be left out. */
  void lookUp(Collection<Member> members) {
    for (ConceptSetMembers set : large) {
      Set<String> doubtful = new LinkedHashSet<>();
      for (Member member : members) {
        if (member.url().equals(set.url())
            && (!keys.versionsExclude() || Objects.equals(member.version(), set.version()))) {
          doubtful.add(member.code());
        }
      }
      set.among(doubtful).forEach(this::add);
    }
  }

  boolean have(Member member) {
    return systems.contains(member.url())
        || systems.contains(Canonical.text(member.url(), member.version()))
        || codes.contains(keys.ofExcluded(member));
  }
}
