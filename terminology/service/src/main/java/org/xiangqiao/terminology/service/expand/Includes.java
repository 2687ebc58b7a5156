package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.xiangqiao.terminology.service.call.VersionMatch;

/** Includes in the order in which they are looked through. */
public final class Includes {

  private Includes() {}

  /** As listed; of one code system, those of newer versions before those of older ones. */
  public static List<ConceptSetComponent> newestFirst(List<ConceptSetComponent> includes) {
    List<ConceptSetComponent> ordered = new ArrayList<>(includes);
    for (int i = 1; i < ordered.size(); i++) {
      ConceptSetComponent each = ordered.get(i);
      int place = i;
      while (place > 0 && newer(each, ordered.get(place - 1))) {
        ordered.set(place, ordered.get(place - 1));
        place--;
      }
      ordered.set(place, each);
    }
    return ordered;
  }

  private static boolean newer(ConceptSetComponent one, ConceptSetComponent other) {
    return one.hasSystem()
        && one.getSystem().equals(other.getSystem())
        && one.hasVersion()
        && other.hasVersion()
        && VersionMatch.NEWEST_FIRST.compare(one.getVersion(), other.getVersion()) < 0;
  }
}
