package org.xiangqiao.terminology.service.content;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;

/** One version of a code system (代码系统), wherever its concepts are kept. Safe for many threads. */
public interface CodeSystemContent {

  /** Everything but the concepts: url, version, content mode, case sensitivity, properties … */
  CodeSystem about();

  /**
   * Whether it is not in use yet (未启用): found by whoever names exactly this version, never taken
   * when none is named.
   */
  default boolean provisional() {
    return false;
  }

  /** By code, as the code system compares codes (case-sensitive or not). */
  Optional<Concept> find(String code);

  /** By code; unknown codes are left out. One round trip, however many. */
  Map<String, Concept> find(Collection<String> codes);

  /** Whether the first is a proper ancestor of the second. */
  boolean subsumes(String ancestor, String descendant);

  /** Codes directly below, in the order of the code system; empty for leaves and unknown codes. */
  Set<String> children(String code);

  /** How many concepts there are. */
  int size();

  /**
   * Finds concepts.
   *
   * @throws UnsupportedFilterException if one of the filters cannot be carried out here
   */
  ConceptPage concepts(ConceptQuery query);
}
