package org.xiangqiao.server.rest.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where an operation is offered and what it takes (R4 OperationDefinition).
 *
 * @param name without the dollar sign
 * @param definition canonical address of its OperationDefinition
 * @param summary what it does, one English sentence
 * @param levels where it may be called
 * @param types resource types it is offered for, on the levels TYPE and INSTANCE; empty for all
 * @param affectsState if so, it can only be posted
 * @param parameters empty if any are taken
 */
public record OperationShape(
    String name,
    String definition,
    String summary,
    Set<Level> levels,
    Set<String> types,
    boolean affectsState,
    List<OperationParameter> parameters) {

  /** Below which address an operation is called. */
  public enum Level {
    SYSTEM,
    TYPE,
    INSTANCE
  }

  public OperationShape {
    levels = Set.copyOf(levels);
    types = Set.copyOf(types);
    parameters = List.copyOf(parameters);
  }

  public boolean offeredAt(Level level, String type) {
    return levels.contains(level)
        && (level == Level.SYSTEM || types.isEmpty() || types.contains(type));
  }

  Optional<OperationParameter> parameter(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }
}
