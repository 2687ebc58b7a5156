package org.xiangqiao.terminology.validation.invariant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Kind;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Operation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.terminology.validation.json.Node;

/** Turns what HAPI's parser made of a rule into functions over nodes. */
final class Translator {

  private final Functions functions = new Functions(this);

  /**
   * @throws Untranslatable if it uses something that only HAPI's engine knows
   */
  Step translate(ExpressionNode expression) {
    Step first = chain(expression, true);
    if (!expression.isProximal() || expression.getOperation() == null) {
      return first;
    }
    Step left = first;
    ExpressionNode before = expression;
    for (ExpressionNode next = expression.getOpNext(); next != null; next = next.getOpNext()) {
      Operation operation = before.getOperation();
      left =
          operation == Operation.Is || operation == Operation.As
              ? Operators.type(operation, left, typeName(next))
              : Operators.of(operation, left, chain(next, true));
      before = next;
    }
    return left;
  }

  /**
   * @return the first parameter of a function
   * @throws Untranslatable if there is none
   */
  Step parameter(List<ExpressionNode> given) {
    if (given.isEmpty()) {
      throw new Untranslatable("no parameter");
    }
    return translate(given.get(0));
  }

  private Step chain(ExpressionNode node, boolean entry) {
    Step one = one(node, entry);
    if (node.getInner() == null) {
      return one;
    }
    Step rest = chain(node.getInner(), false);
    return (frame, input) -> rest.of(frame, one.of(frame, input));
  }

  private Step one(ExpressionNode node, boolean entry) {
    Kind kind = node.getKind();
    return switch (kind) {
      case Name -> name(node.getName(), entry);
      case Function -> functions.of(node);
      case Constant -> constant(node.getConstant());
      case Group -> {
        Step group = translate(node.getGroup());
        yield group;
      }
      case Unary -> throw new Untranslatable("unary");
    };
  }

  private static Step name(String name, boolean entry) {
    if (name.equals("$this")) {
      return (frame, input) -> frame.self();
    }
    if (name.equals("$total")) {
      return (frame, input) -> frame.total();
    }
    if (name.startsWith("$")) {
      throw new Untranslatable(name);
    }
    if (entry && Character.isUpperCase(name.charAt(0))) {
      return (frame, input) ->
          input.stream().filter(each -> each instanceof Node n && name.equals(n.type())).toList();
    }
    return (frame, input) -> children(input, name);
  }

  private static List<Object> children(List<Object> input, String name) {
    Object only = null;
    List<Object> found = null;
    for (Object item : input) {
      if (item instanceof Node node) {
        for (Node child : node.children()) {
          if (child.name().equals(name)) {
            if (only == null) {
              only = child;
            } else {
              if (found == null) {
                found = new ArrayList<>();
                found.add(only);
              }
              found.add(child);
            }
          }
        }
      }
    }
    return found != null ? found : only == null ? List.of() : List.of(only);
  }

  private static Step constant(Base value) {
    if (value == null) {
      return (frame, input) -> List.of();
    }
    if (value.fhirType() == null || value.getClass().getSimpleName().equals("FHIRConstant")) {
      return variable(value.primitiveValue() == null ? value.toString() : value.primitiveValue());
    }
    List<Object> constant = List.of(literal(value));
    return (frame, input) -> constant;
  }

  private static Object literal(Base value) {
    if (value instanceof BooleanType truth) {
      return truth.booleanValue();
    }
    if (value instanceof IntegerType || value instanceof DecimalType) {
      return new BigDecimal(value.primitiveValue());
    }
    if (value instanceof StringType text) {
      return text.getValue();
    }
    if (value instanceof Quantity quantity && quantity.getValue() != null) {
      return new Span(quantity.getValue().longValue(), unit(quantity));
    }
    throw new Untranslatable("literal");
  }

  private static String unit(Quantity quantity) {
    return quantity.hasUnit() ? quantity.getUnit() : quantity.getCode();
  }

  private static Step variable(String name) {
    return switch (name) {
      case "%resource" -> (frame, input) -> List.of(frame.around().resource());
      case "%rootResource" -> (frame, input) -> List.of(frame.around().root());
      case "%context" -> (frame, input) -> List.of(frame.context());
      case "%extension" ->
          (frame, input) ->
              frame.around().placed() == null ? List.of() : List.of(frame.around().placed());
      case "%ucum" -> (frame, input) -> List.of("http://unitsofmeasure.org");
      default -> throw new Untranslatable(name);
    };
  }

  /** {@code Quantity}, {@code FHIR.Quantity} or {@code System.String}. */
  static String typeName(ExpressionNode node) {
    if (node.getInner() != null) {
      if (node.getName().equals("FHIR") || node.getName().equals("System")) {
        return node.getInner().getName();
      }
      throw new Untranslatable("type name");
    }
    if (node.getName() == null) {
      throw new Untranslatable("type name");
    }
    return node.getName();
  }
}
