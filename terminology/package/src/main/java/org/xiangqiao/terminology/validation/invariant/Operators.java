package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Operation;

/** Operators between two parts of a rule (FHIRPath 6, operations). */
final class Operators {

  private Operators() {}

  static Step of(Operation operation, Step left, Step right) {
    return switch (operation) {
      case And -> and(left, right);
      case Or -> or(left, right);
      case Implies -> implies(left, right);
      case Xor -> (frame, input) -> xor(left.of(frame, input), right.of(frame, input));
      case Equals -> (frame, in) -> Items.of(Items.equal(left.of(frame, in), right.of(frame, in)));
      case NotEquals -> (frame, in) -> not(Items.equal(left.of(frame, in), right.of(frame, in)));
      case LessThan -> compare(left, right, order -> order < 0);
      case LessOrEqual -> compare(left, right, order -> order <= 0);
      case Greater -> compare(left, right, order -> order > 0);
      case GreaterOrEqual -> compare(left, right, order -> order >= 0);
      case In -> (frame, in) -> in(left.of(frame, in), right.of(frame, in));
      case Contains -> (frame, in) -> in(right.of(frame, in), left.of(frame, in));
      case Union -> (frame, in) -> union(left.of(frame, in), right.of(frame, in));
      case Plus -> (frame, in) -> plus(left.of(frame, in), right.of(frame, in), 1);
      case Minus -> (frame, in) -> plus(left.of(frame, in), right.of(frame, in), -1);
      case Times -> (frame, in) -> times(left.of(frame, in), right.of(frame, in));
      case Mod -> (frame, in) -> divide(left.of(frame, in), right.of(frame, in), true);
      case Div -> (frame, in) -> divide(left.of(frame, in), right.of(frame, in), false);
      case Concatenate -> (frame, in) -> concatenate(left.of(frame, in), right.of(frame, in));
      default -> throw new Untranslatable(operation.name());
    };
  }

  static Step type(Operation operation, Step left, String type) {
    if (operation == Operation.Is) {
      return (frame, input) -> {
        List<Object> items = left.of(frame, input);
        if (items.size() > 1) {
          throw new Untranslatable("more than one");
        }
        return items.isEmpty() ? List.of() : List.of(Items.is(items.get(0), type));
      };
    }
    return (frame, input) ->
        left.of(frame, input).stream().filter(each -> Items.is(each, type)).toList();
  }

  private static Step and(Step left, Step right) {
    return (frame, input) -> {
      Boolean one = Items.truth(left.of(frame, input));
      if (Boolean.FALSE.equals(one)) {
        return List.of(false);
      }
      Boolean other = Items.truth(right.of(frame, input));
      if (Boolean.FALSE.equals(other)) {
        return List.of(false);
      }
      return one == null || other == null ? List.of() : List.of(true);
    };
  }

  private static Step or(Step left, Step right) {
    return (frame, input) -> {
      Boolean one = Items.truth(left.of(frame, input));
      if (Boolean.TRUE.equals(one)) {
        return List.of(true);
      }
      Boolean other = Items.truth(right.of(frame, input));
      if (Boolean.TRUE.equals(other)) {
        return List.of(true);
      }
      return one == null || other == null ? List.of() : List.of(false);
    };
  }

  private static Step implies(Step left, Step right) {
    return (frame, input) -> {
      Boolean one = Items.truth(left.of(frame, input));
      if (Boolean.FALSE.equals(one)) {
        return List.of(true);
      }
      Boolean other = Items.truth(right.of(frame, input));
      if (Boolean.TRUE.equals(other)) {
        return List.of(true);
      }
      return one == null || other == null ? List.of() : List.of(false);
    };
  }

  private static List<Object> xor(List<Object> left, List<Object> right) {
    Boolean one = Items.truth(left);
    Boolean other = Items.truth(right);
    return one == null || other == null ? List.of() : List.of(!one.equals(other));
  }

  private static List<Object> not(Boolean truth) {
    return truth == null ? List.of() : List.of(!truth);
  }

  private static Step compare(Step left, Step right, IntPredicate holds) {
    return (frame, input) -> {
      Object one = Items.single(left.of(frame, input));
      Object other = Items.single(right.of(frame, input));
      if (one == null || other == null) {
        return List.of();
      }
      Integer order = order(one, other);
      return order == null ? List.of() : List.of(holds.test(order));
    };
  }

  private static Integer order(Object one, Object other) {
    if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
      return first.compareTo(second);
    }
    if (one instanceof Moment first && other instanceof Moment second) {
      return first.compare(second);
    }
    if (one instanceof String first && other instanceof String second) {
      return first.compareTo(second);
    }
    throw new Untranslatable("order");
  }

  private static List<Object> in(List<Object> item, List<Object> all) {
    if (item.isEmpty()) {
      return List.of();
    }
    if (item.size() > 1) {
      throw new Untranslatable("more than one");
    }
    return List.of(Items.contains(all, item.get(0)));
  }

  private static List<Object> union(List<Object> left, List<Object> right) {
    List<Object> all = new ArrayList<>(left);
    all.addAll(right);
    return Items.distinct(all);
  }

  private static List<Object> plus(List<Object> left, List<Object> right, int sign) {
    Object one = Items.single(left);
    Object other = Items.single(right);
    if (one == null || other == null) {
      return List.of();
    }
    if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
      return List.of(sign > 0 ? first.add(second) : first.subtract(second));
    }
    if (one instanceof Moment moment && other instanceof Span span) {
      return List.of(moment.plus(sign * span.count(), span.unit()));
    }
    if (sign > 0 && one instanceof String first && other instanceof String second) {
      return List.of(first + second);
    }
    throw new Untranslatable("sum");
  }

  private static List<Object> times(List<Object> left, List<Object> right) {
    BigDecimal one = Items.number(left);
    BigDecimal other = Items.number(right);
    return one == null || other == null ? List.of() : List.of(one.multiply(other));
  }

  private static List<Object> divide(List<Object> left, List<Object> right, boolean rest) {
    BigDecimal one = Items.number(left);
    BigDecimal other = Items.number(right);
    if (one == null || other == null || other.signum() == 0) {
      return List.of();
    }
    return List.of(rest ? one.remainder(other) : one.divideToIntegralValue(other));
  }

  private static List<Object> concatenate(List<Object> left, List<Object> right) {
    String one = Items.string(left);
    String other = Items.string(right);
    return List.of((one == null ? "" : one) + (other == null ? "" : other));
  }
}
