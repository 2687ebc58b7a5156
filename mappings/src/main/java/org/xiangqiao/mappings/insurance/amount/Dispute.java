package org.xiangqiao.mappings.insurance.amount;

import java.math.BigDecimal;
import org.xiangqiao.mappings.MappingProblem;

/**
 * Something that does not add up: the settlement is booked as disputed (有争议).
 *
 * @param identity which sum: {@code lines}, {@code line}, {@code head}, {@code funds}, {@code
 *     fund-details}, {@code person}, {@code person-parts}, {@code total}, or {@code unreadable}
 * @param keys of the amounts, as the platform names them
 * @param stated what the platform says; {@code null} when it cannot be read
 * @param computed what its parts give; {@code null} when it cannot be read
 */
public record Dispute(String identity, String keys, BigDecimal stated, BigDecimal computed) {

  /** For the person who settles it. */
  public MappingProblem problem() {
    return MappingProblem.of(
        keys,
        "insurance.amount." + identity,
        stated == null ? "?" : stated.toPlainString(),
        computed == null ? "?" : computed.toPlainString());
  }
}
