package org.xiangqiao.server.insurance.print;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.server.insurance.InsuranceFaults;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Encounter/[id]/$insurance-daily-list} (一日清单): what a day of a stay cost, as FHIR or as a
 * page to be printed.
 */
final class DailyListOperation implements FhirOperation {

  private final PrintedBills bills;
  private final StayBills stays;
  private final InsuranceFaults faults;
  private final PrintedPage page = new PrintedPage("daily-list");

  DailyListOperation(PrintedBills bills, StayBills stays, InsuranceFaults faults) {
    this.bills = bills;
    this.stays = stays;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "insurance-daily-list",
        "https://fhir.xiangqiao.org/OperationDefinition/encounter-insurance-daily-list",
        "What a day of a stay cost, line by line.",
        Set.of(Level.INSTANCE),
        Set.of("Encounter"),
        false,
        List.of(
            OperationParameter.required("day", "date", "The day, in China."),
            OperationParameter.optional(
                "page", "boolean", "As an HTML page to be printed, else as Parameters.")));
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read("Encounter", request.id())
        .and(OperationRights.search(List.of("Claim", "ClaimResponse")))
        .and(OperationRights.read("Patient", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    LocalDate day = day(request);
    Encounter stay = bills.read(request.caller(), Encounter.class, request.id());
    DailyList list =
        DailyList.of(
            day,
            bills.person(request.caller(), stay.getSubject()),
            stay.getIdentifier().stream()
                .map(Identifier::getValue)
                .findFirst()
                .orElse(request.id()),
            stays.lines(request.caller(), request.id()));
    return request.text("page").filter("true"::equals).isPresent()
        ? page.of(list)
        : Answer.ok(new Answer.Model(parameters(list)));
  }

  private LocalDate day(OperationRequest request) {
    try {
      return LocalDate.parse(request.text("day").orElseThrow());
    } catch (DateTimeParseException monthOrYear) {
      throw faults.body("Parameters.parameter.where(name='day')").exception();
    }
  }

  private static Parameters parameters(DailyList list) {
    Parameters answer = new Parameters();
    answer.addParameter("day", new DateType(list.day().toString()));
    list.lines().forEach(line -> line(answer.addParameter().setName("line"), line));
    list.categories()
        .forEach(
            sum -> {
              ParametersParameterComponent category = answer.addParameter().setName("category");
              category.addPart().setName("name").setValue(new StringType(sum.category()));
              category.addPart().setName("amount").setValue(money(sum.amount()));
            });
    answer.addParameter("total", money(list.total()));
    return answer;
  }

  private static void line(ParametersParameterComponent parameter, JudgedLine line) {
    text(parameter, "number", line.number());
    text(parameter, "item", line.name());
    text(parameter, "code", line.code());
    text(parameter, "category", line.category());
    text(parameter, "level", line.level());
    parameter.addPart().setName("unitPrice").setValue(money(line.price()));
    parameter.addPart().setName("quantity").setValue(new DecimalType(line.quantity()));
    parameter.addPart().setName("amount").setValue(money(line.amount()));
    if (line.ownShare() != null) {
      parameter.addPart().setName("ownShare").setValue(money(line.ownShare()));
    }
  }

  private static void text(ParametersParameterComponent parameter, String name, String value) {
    if (value != null && !value.isEmpty()) {
      parameter.addPart().setName(name).setValue(new StringType(value));
    }
  }

  private static Money money(BigDecimal amount) {
    return new Money().setValue(amount).setCurrency("CNY");
  }
}
