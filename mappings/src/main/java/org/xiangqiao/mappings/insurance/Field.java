package org.xiangqiao.mappings.insurance;

import java.util.Optional;

/**
 * A field (字段) of a node.
 *
 * @param key as it stands in the message
 * @param nameZh its Chinese name
 * @param dictionary that its values are of; {@code null} when none
 */
public record Field(
    String key,
    String nameZh,
    FieldType type,
    FieldSize size,
    Requirement required,
    String dictionary,
    Confirmation confirmation) {

  public Optional<String> dictionaryName() {
    return Optional.ofNullable(dictionary);
  }
}
