package org.xiangqiao.server.insurance.catalogue;

import java.util.List;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** What the operations of catalogues have in common: an institution, pages, parts of an answer. */
final class Parts {

  static final OperationParameter INSTITUTION =
      OperationParameter.required(
          "institution", "string", "Its code with the platform (fixmedins_code).");

  static final List<OperationParameter> PAGE =
      List.of(
          OperationParameter.optional(
              "count", "integer", "Rows of the answer, 1 to 1000; 100 without it."),
          OperationParameter.optional(
              "after", "string", "The next of the answer before, for the next page."));

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private Parts() {}

  static String institution(
      OperationRequest call, InsuranceCatalogues catalogues, CatalogueFaults faults) {
    String institution = call.text("institution").orElseThrow();
    if (!catalogues.knows(call.caller().tenantId(), institution)) {
      throw faults.institution();
    }
    return institution;
  }

  static int count(OperationRequest call, CatalogueFaults faults) {
    int count = call.text("count").map(Integer::parseInt).orElse(USUAL);
    if (count < 1 || count > MOST) {
      throw faults.parameter("count", String.valueOf(count));
    }
    return count;
  }

  static void add(Parameters answer, String name, Type value) {
    answer.addParameter().setName(name).setValue(value);
  }

  static void count(Parameters answer, String name, long value) {
    add(answer, name, new IntegerType((int) value));
  }

  static void text(ParametersParameterComponent part, String name, String value) {
    if (value != null && !value.isEmpty()) {
      part.addPart().setName(name).setValue(new StringType(value));
    }
  }
}
