package org.xiangqiao.server.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.NameValue;
import org.hl7.fhir.utilities.graphql.NumberValue;
import org.hl7.fhir.utilities.graphql.Operation;
import org.hl7.fhir.utilities.graphql.StringValue;
import org.hl7.fhir.utilities.graphql.Value;
import org.hl7.fhir.utilities.graphql.Variable;
import org.hl7.fhir.utilities.graphql.VariableValue;

/**
 * Puts the values of variables where the query uses them: HL7's engine knows them in filters and
 * directives only, not in the arguments of searches.
 */
final class Variables {

  private final Map<String, List<Value>> values = new HashMap<>();

  Variables(Operation operation, ObjectNode sent) {
    for (Variable declared : operation.getVariables()) {
      JsonNode value = sent.get(declared.getName());
      if (value != null && !value.isNull()) {
        values.put(declared.getName(), of(declared.getName(), value));
      } else if (declared.getDefaultValue() != null) {
        values.put(declared.getName(), List.of(declared.getDefaultValue()));
      } else {
        throw GraphqlFaults.invalid("graphql-variable-missing", declared.getName());
      }
    }
    operation.getVariables().clear();
  }

  void putInto(List<Argument> arguments) {
    for (Argument argument : arguments) {
      List<Value> resolved = new ArrayList<>();
      for (Value value : argument.getValues()) {
        if (value instanceof VariableValue) {
          List<Value> known = values.get(value.getValue());
          if (known == null) {
            throw GraphqlFaults.invalid("graphql-variable-missing", value.getValue());
          }
          resolved.addAll(known);
        } else {
          resolved.add(value);
        }
      }
      argument.getValues().clear();
      argument.getValues().addAll(resolved);
    }
  }

  private static List<Value> of(String name, JsonNode node) {
    List<Value> found = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> found.add(scalar(name, each)));
    } else {
      found.add(scalar(name, node));
    }
    return found;
  }

  private static Value scalar(String name, JsonNode node) {
    if (node.isTextual()) {
      return new StringValue(node.asText());
    }
    if (node.isNumber()) {
      return new NumberValue(node.asText());
    }
    if (node.isBoolean()) {
      return new NameValue(node.asBoolean());
    }
    throw GraphqlFaults.invalid("graphql-variable-type", name);
  }
}
