package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.json.Node;

/** Functions of FHIRPath (FHIRPath 5) and those that FHIR adds (R4 fhirpath.html#functions). */
final class Functions {

  private static final int MOST = 100_000;

  private final Translator translator;

  Functions(Translator translator) {
    this.translator = translator;
  }

  Step of(ExpressionNode node) {
    List<ExpressionNode> given = node.getParameters();
    return switch (node.getFunction()) {
      case Exists -> given.isEmpty() ? (frame, in) -> List.of(!empty(in)) : exists(one(given));
      case Empty -> (frame, in) -> List.of(empty(in));
      case Not -> (frame, in) -> not(Items.truth(in));
      case Where -> where(one(given));
      case All -> all(one(given));
      case Select -> select(one(given));
      case Repeat -> repeat(one(given));
      case Aggregate -> aggregate(given);
      case Iif -> iif(given);
      case Count -> (frame, in) -> List.of(BigDecimal.valueOf(in.size()));
      case First -> (frame, in) -> in.isEmpty() ? in : List.of(in.get(0));
      case Last -> (frame, in) -> in.isEmpty() ? in : List.of(in.get(in.size() - 1));
      case Tail -> (frame, in) -> in.isEmpty() ? in : in.subList(1, in.size());
      case Children -> (frame, in) -> children(in);
      case Descendants -> (frame, in) -> descendants(in);
      case HasValue -> (frame, in) -> List.of(hasValue(in));
      case IsDistinct -> (frame, in) -> List.of(Items.distinct(in).size() == in.size());
      case Distinct -> (frame, in) -> Items.distinct(in);
      case AllTrue -> (frame, in) -> List.of(in.stream().allMatch(each -> truth(each)));
      case AnyTrue -> (frame, in) -> List.of(in.stream().anyMatch(each -> truth(each)));
      case AllFalse -> (frame, in) -> List.of(in.stream().noneMatch(each -> truth(each)));
      case AnyFalse -> (frame, in) -> List.of(in.stream().anyMatch(each -> !truth(each)));
      case OfType, As -> ofType(Translator.typeName(given.get(0)));
      case Is -> is(Translator.typeName(given.get(0)));
      case Trace -> (frame, in) -> in;
      case Resolve -> (frame, in) -> resolve(frame, in);
      case Extension -> extension(one(given));
      case MemberOf -> memberOf(one(given));
      case Combine -> combine(one(given));
      case Intersect -> intersect(one(given));
      case HtmlChecks1, HtmlChecks2 -> (frame, in) -> List.of(in.stream().allMatch(Html::allowed));
      default -> strings(node, given);
    };
  }

  private Step strings(ExpressionNode node, List<ExpressionNode> given) {
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
    if (given.isEmpty()) {
      throw new Untranslatable("no parameter");
    }
    return translator.translate(given.get(0));
  }

  private static boolean holds(Step criterion, Frame frame, Object item) {
    return Boolean.TRUE.equals(Items.truth(criterion.of(frame.at(item), List.of(item))));
  }

  private static Step exists(Step criterion) {
    return (frame, in) -> {
      for (Object each : in) {
        if (holds(criterion, frame, each)) {
          return List.of(true);
        }
      }
      return List.of(false);
    };
  }

  private static List<Object> not(Boolean truth) {
    return truth == null ? List.of() : List.of(!truth);
  }

  /** Objects without anything in them are not there. */
  private static boolean empty(List<Object> items) {
    for (Object each : items) {
      if (!(each instanceof Node node) || node.hasText() || !node.children().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Step where(Step criterion) {
    return (frame, in) -> {
      List<Object> kept = new ArrayList<>();
      for (Object each : in) {
        if (holds(criterion, frame, each)) {
          kept.add(each);
        }
      }
      return kept;
    };
  }

  private static Step all(Step criterion) {
    return (frame, in) -> {
      for (Object each : in) {
        if (!holds(criterion, frame, each)) {
          return List.of(false);
        }
      }
      return List.of(true);
    };
  }

  private static Step select(Step projection) {
    return (frame, in) -> {
      List<Object> all = new ArrayList<>();
      in.forEach(each -> all.addAll(projection.of(frame.at(each), List.of(each))));
      return all;
    };
  }

  private static Step repeat(Step projection) {
    return (frame, in) -> {
      List<Object> all = new ArrayList<>();
      List<Object> current = in;
      while (!current.isEmpty()) {
        List<Object> next = new ArrayList<>();
        for (Object each : current) {
          next.addAll(projection.of(frame.at(each), List.of(each)));
        }
        all.addAll(next);
        if (all.size() > MOST) {
          throw new RuleException("repeats without end");
        }
        current = next;
      }
      return all;
    };
  }

  private Step aggregate(List<ExpressionNode> given) {
    Step sum = one(given);
    Step start = given.size() > 1 ? translator.translate(given.get(1)) : (frame, in) -> List.of();
    return (frame, in) -> {
      List<Object> total = start.of(frame, in);
      for (Object each : in) {
        total = sum.of(frame.at(each, total), List.of(each));
      }
      return total;
    };
  }

  private Step iif(List<ExpressionNode> given) {
    Step condition = one(given);
    Step then = translator.translate(given.get(1));
    Step otherwise =
        given.size() > 2 ? translator.translate(given.get(2)) : (frame, in) -> List.of();
    return (frame, in) ->
        Boolean.TRUE.equals(Items.truth(condition.of(frame, in)))
            ? then.of(frame, in)
            : otherwise.of(frame, in);
  }

  private static List<Object> children(List<Object> in) {
    List<Object> all = new ArrayList<>();
    for (Object each : in) {
      if (each instanceof Node node) {
        all.addAll(node.children());
      }
    }
    return all;
  }

  private static List<Object> descendants(List<Object> in) {
    List<Object> all = new ArrayList<>();
    List<Object> current = children(in);
    while (!current.isEmpty()) {
      all.addAll(current);
      current = children(current);
    }
    return all;
  }

  private static boolean hasValue(List<Object> in) {
    return in.size() == 1 && (!(in.get(0) instanceof Node node) || node.hasText());
  }

  private static boolean truth(Object item) {
    return Boolean.TRUE.equals(Items.truth(List.of(item)));
  }

  private static Step ofType(String type) {
    return (frame, in) -> in.stream().filter(each -> Items.is(each, type)).toList();
  }

  private static Step is(String type) {
    return (frame, in) -> {
      if (in.size() > 1) {
        throw new Untranslatable("more than one");
      }
      return in.isEmpty() ? List.of() : List.of(Items.is(in.get(0), type));
    };
  }

  private static List<Object> resolve(Frame frame, List<Object> in) {
    List<Object> all = new ArrayList<>();
    for (Object each : in) {
      Node target = each instanceof Node node ? frame.around().resolve(node) : null;
      if (target != null) {
        all.add(target);
      }
    }
    return all;
  }

  private static Step extension(Step url) {
    return (frame, in) -> {
      String wanted = Items.string(url.of(frame, in));
      List<Object> all = new ArrayList<>();
      for (Object each : in) {
        if (each instanceof Node node) {
          node.all("extension")
              .filter(extension -> extension.childText("url") != null)
              .filter(extension -> extension.childText("url").equals(wanted))
              .forEach(all::add);
        }
      }
      return all;
    };
  }

  private static Step memberOf(Step valueSet) {
    return (frame, in) -> {
      if (in.isEmpty()) {
        return in;
      }
      if (!(in.size() == 1 && in.get(0) instanceof Node node)) {
        throw new Untranslatable("no code");
      }
      String set = Items.string(valueSet.of(frame, in));
      CodeSets.Answer answer = Membership.of(node, set, frame.around().codes());
      return answer == CodeSets.Answer.UNKNOWN ? List.of() : List.of(answer == CodeSets.Answer.YES);
    };
  }

  private static Step combine(Step other) {
    return (frame, in) -> {
      List<Object> all = new ArrayList<>(in);
      all.addAll(other.of(frame, frame.self()));
      return all;
    };
  }

  private static Step intersect(Step other) {
    return (frame, in) -> {
      List<Object> second = other.of(frame, frame.self());
      return Items.distinct(in.stream().filter(each -> Items.contains(second, each)).toList());
    };
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
          : List.of(number.setScale(digits.intValue(), java.math.RoundingMode.HALF_UP));
    };
  }
}
