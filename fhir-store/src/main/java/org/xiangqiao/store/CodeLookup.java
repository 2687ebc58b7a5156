package org.xiangqiao.store;

import java.util.Optional;
import java.util.Set;

/**
 * What a search of a tenant asks of terminology ({@code :in}, {@code :not-in}, {@code :above},
 * {@code :below}; R4 search.html#token). Answers come from memory or an index: a search waits for
 * them.
 */
public interface CodeLookup {

  /** A code of a system. */
  record Code(String system, String code) {}

  /**
   * The codes of a value set.
   *
   * @param valueSet canonical URL, {@code |version} included if one was given
   * @return empty if the value set is not known or cannot be expanded here
   */
  Optional<Set<Code>> expand(int tenantId, String valueSet);

  /** The code and all that it subsumes; empty if the system is not known or has no hierarchy. */
  Optional<Set<Code>> below(int tenantId, Code code);

  /** The code and all that subsume it; empty if the system is not known or has no hierarchy. */
  Optional<Set<Code>> above(int tenantId, Code code);

  /** Knows nothing. */
  static CodeLookup none() {
    return new CodeLookup() {
      @Override
      public Optional<Set<Code>> expand(int tenantId, String valueSet) {
        return Optional.empty();
      }

      @Override
      public Optional<Set<Code>> below(int tenantId, Code code) {
        return Optional.empty();
      }

      @Override
      public Optional<Set<Code>> above(int tenantId, Code code) {
        return Optional.empty();
      }
    };
  }
}
