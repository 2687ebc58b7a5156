package org.xiangqiao.mappings.insurance.codes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an institution has mapped (已对照).
 *
 * @param mapped of the codes that were looked for
 * @param kinds of which the institution has mapped anything at all
 */
public record NationalCodes(Map<LocalCode, NationalCode> mapped, Set<CodeKind> kinds) {

  public static final NationalCodes NONE = new NationalCodes(Map.of(), Set.of());

  public NationalCodes {
    mapped = Map.copyOf(mapped);
    kinds = Set.copyOf(kinds);
  }

  public Optional<NationalCode> of(LocalCode local) {
    return Optional.ofNullable(mapped.get(local));
  }
}
