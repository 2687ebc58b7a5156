package org.xiangqiao.server.insurance.print;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** Chinese names of the platform's amounts (结算金额), from the fields of 2207 and 2304. */
final class AmountNames {

  private final Map<String, String> names = new HashMap<>();

  AmountNames(TransactionTable table) {
    Stream.of("2207", "2304")
        .flatMap(infno -> table.transaction(infno).nodes(Direction.OUT).stream())
        .flatMap(node -> node.fields().stream())
        .forEach(this::add);
  }

  private void add(Field field) {
    names.putIfAbsent(field.key(), field.nameZh());
  }

  /** The key itself for amounts that are not known. */
  String of(String key) {
    return names.getOrDefault(key, key);
  }
}
