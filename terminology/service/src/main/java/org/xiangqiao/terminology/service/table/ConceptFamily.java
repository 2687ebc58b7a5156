package org.xiangqiao.terminology.service.table;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * A concept and the codes directly below it, in the order of the code system.
 *
 * @param children of many only the first, one more than {@link FoundConcepts#FEW}
 */
record ConceptFamily(Concept concept, Set<String> children) {

  ConceptFamily {
    children = Collections.unmodifiableSet(new LinkedHashSet<>(children));
  }
}
