package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * Functions of FHIRPath (FHIRPath 5) and those that FHIR adds (R4 fhirpath.html#functions): here
 * those over collections.
 */
final class Functions {

  private static final int MOST = 100_000;

  private final Translator translator;
  private final ValueFunctions values;

  Functions(Translator translator) {
    this.translator = translator;
    this.values = new ValueFunctions(translator);
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
      default -> values.of(node);
    };
  }

  private Step one(List<ExpressionNode> given) {
    return translator.parameter(given);
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
}
