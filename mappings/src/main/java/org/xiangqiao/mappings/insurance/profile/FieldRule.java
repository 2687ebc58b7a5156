package org.xiangqiao.mappings.insurance.profile;

import java.util.Optional;
import org.xiangqiao.mappings.insurance.FieldSize;
import org.xiangqiao.mappings.insurance.Requirement;

/**
 * What a province says otherwise of one field; {@code null} where it says nothing.
 *
 * @param size its length here
 * @param onBreak what happens when the field breaks a rule
 */
public record FieldRule(Requirement required, FieldSize size, OnBreak onBreak) {

  /** What happens when a field breaks a rule. */
  public enum OnBreak {
    REFUSE,
    WARN,
    IGNORE
  }

  public Optional<Requirement> requirement() {
    return Optional.ofNullable(required);
  }

  public Optional<FieldSize> fieldSize() {
    return Optional.ofNullable(size);
  }

  public Optional<OnBreak> action() {
    return Optional.ofNullable(onBreak);
  }
}
