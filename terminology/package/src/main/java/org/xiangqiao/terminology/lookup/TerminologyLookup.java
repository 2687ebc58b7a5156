package org.xiangqiao.terminology.lookup;

import java.util.Optional;
import java.util.Set;

/** The port through which others ask what codes mean; answers come from memory. */
public interface TerminologyLookup {

  /** A code of a system. */
  record Code(String system, String code) {}

  /**
   * All codes of a value set.
   *
   * @param valueSet canonical URL, with or without {@code |version}
   * @return empty if it is not known, or has a rule that cannot be carried out here
   */
  Optional<Set<Code>> expand(String valueSet);

  /** The code and all that it subsumes; empty if the system or the code is not known. */
  Optional<Set<Code>> below(Code code);

  /** The code and all that subsume it; empty if the system or the code is not known. */
  Optional<Set<Code>> above(Code code);
}
