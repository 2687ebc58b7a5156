package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.xiangqiao.terminology.validation.json.Node;

/** Functions over strings and numbers, and from one to the other (FHIRPath 5.5 to 5.7). */
final class ValueFunctions {

  private final Translator translator;

  ValueFunctions(Translator translator) {
    this.translator = translator;
  }

  /**
   * @throws Untranslatable if it is not one of these
   */
  Step of(ExpressionNode node) {
    List<ExpressionNode> given = node.getParameters();
    return switch (node.getFunction()) {
      case StartsWith -> string(one(given), String::startsWith);
      case EndsWith -> string(one(given), String::endsWith);
      case Contains -> string(one(given), String::contains);
      case Matches -> Patterns.matches(given.get(0));
      case ReplaceMatches -> Patterns.replace(given.get(0), translator.translate(given.get(1)));
      case Replace -> replace(one(given), translator.translate(given.get(1)));
      case Length -> (frame, in) -> length(Items.string(in));
      case Substring -> substring(given);
      case Lower -> text(each -> each.toLowerCase(Locale.ROOT));
      case Upper -> text(each -> each.toUpperCase(Locale.ROOT));
      case ToString -> (frame, in) -> written(Items.single(in));
      case ToInteger -> (frame, in) -> integer(Items.single(in));
      case Abs -> (frame, in) -> abs(Items.number(in));
      case Round -> round(given);
      default -> throw new Untranslatable(node.getFunction().name());
    };
  }

  private Step one(List<ExpressionNode> given) {
    return translator.parameter(given);
  }

  private static Step string(Step parameter, BiFunction<String, String, Boolean> test) {
    return (frame, in) -> {
      String text = Items.string(in);
      String wanted = Items.string(parameter.of(frame, frame.self()));
      return text == null || wanted == null ? List.of() : List.of(test.apply(text, wanted));
    };
  }

  private static Step text(UnaryOperator<String> change) {
    return (frame, in) -> {
      String text = Items.string(in);
      return text == null ? List.of() : List.of(change.apply(text));
    };
  }

  private static List<Object> length(String text) {
    return text == null ? List.of() : List.of(BigDecimal.valueOf(text.length()));
  }

  private Step replace(Step pattern, Step substitution) {
    return (frame, in) -> {
      String text = Items.string(in);
      String wanted = Items.string(pattern.of(frame, frame.self()));
      String instead = Items.string(substitution.of(frame, frame.self()));
      return text == null || wanted == null || instead == null
          ? List.of()
          : List.of(text.replace(wanted, instead));
    };
  }

  private Step substring(List<ExpressionNode> given) {
    Step start = one(given);
    Step length = given.size() > 1 ? translator.translate(given.get(1)) : null;
    return (frame, in) -> {
      String text = Items.string(in);
      BigDecimal from = Items.number(start.of(frame, frame.self()));
      if (text == null || from == null || from.signum() < 0 || from.intValue() >= text.length()) {
        return List.of();
      }
      BigDecimal count = length == null ? null : Items.number(length.of(frame, frame.self()));
      int end =
          count == null
              ? text.length()
              : Math.min(text.length(), from.intValue() + Math.max(0, count.intValue()));
      return List.of(text.substring(from.intValue(), end));
    };
  }

  private static List<Object> written(Object value) {
    if (value == null || value instanceof String) {
      return value == null ? List.of() : List.of(value);
    }
    if (value instanceof Moment moment) {
      return List.of(moment.text());
    }
    if (value instanceof BigDecimal number) {
      return List.of(number.toPlainString());
    }
    if (value instanceof Boolean truth) {
      return List.of(truth.toString());
    }
    throw new Untranslatable("text of an object");
  }

  private static List<Object> integer(Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof String text && text.matches("[+-]?[0-9]{1,9}")) {
      return List.of(new BigDecimal(text));
    }
    if (value instanceof BigDecimal number && number.scale() <= 0) {
      return List.of(number);
    }
    return List.of();
  }

  private static List<Object> abs(BigDecimal number) {
    return number == null ? List.of() : List.of(number.abs());
  }

  private Step round(List<ExpressionNode> given) {
    Step places = given.isEmpty() ? (frame, in) -> List.of(BigDecimal.ZERO) : one(given);
    return (frame, in) -> {
      Object only = Items.single(in);
      if (only instanceof Node) {
        throw new Untranslatable("round of an object");
      }
      BigDecimal number = Items.number(in);
      BigDecimal digits = Items.number(places.of(frame, frame.self()));
      return number == null || digits == null
          ? List.of()
          : List.of(number.setScale(digits.intValue(), RoundingMode.HALF_UP));
    };
  }
}
