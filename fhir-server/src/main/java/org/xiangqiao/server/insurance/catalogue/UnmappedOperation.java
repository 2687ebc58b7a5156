package org.xiangqiao.server.insurance.catalogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.codes.UnmappedItems.Item;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code ConceptMap/$insurance-unmapped} (未对照项目): what is billed unmapped, and how often. */
final class UnmappedOperation implements FhirOperation {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 366;

  private final InsuranceCatalogues catalogues;
  private final CatalogueFaults faults;
  private final Clock clock;

  UnmappedOperation(InsuranceCatalogues catalogues, CatalogueFaults faults, Clock clock) {
    this.catalogues = catalogues;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(Parts.INSTITUTION);
    parameters.add(
        OperationParameter.optional(
            "from", "date", "First day on which bills were handed in; 90 days ago without it."));
    parameters.add(OperationParameter.optional("to", "date", "Last day; today without it."));
    parameters.addAll(Parts.PAGE);
    parameters.add(Csv.FORMAT);
    return new OperationShape(
        "insurance-unmapped",
        "https://fhir.xiangqiao.org/OperationDefinition/conceptmap-insurance-unmapped",
        "Lists items that are billed by an institution's own code and mapped to no national one.",
        Set.of(Level.TYPE),
        Set.of("ConceptMap"),
        false,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return OperationRights.search(List.of("ConceptMap", "Claim"));
  }

  @Override
  public Answer answer(OperationRequest call) {
    String institution = Parts.institution(call, catalogues, faults);
    LocalDate to = day(call, "to", LocalDate.now(clock.withZone(CHINA)));
    LocalDate from = day(call, "from", to.minusDays(USUAL_DAYS));
    if (from.isAfter(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw faults.period(MOST_DAYS);
    }
    int count = Parts.count(call, faults);
    List<Item> items =
        catalogues
            .codes()
            .unmapped()
            .page(call.caller().tenantId(), institution, from, to, after(call), count);
    return Csv.wanted(call) ? table(items) : parameters(items, count);
  }

  private LocalDate day(OperationRequest call, String name, LocalDate usual) {
    String text = call.text(name).orElse(null);
    if (text != null && text.length() != 10) {
      throw faults.parameter(name, text);
    }
    return text == null ? usual : LocalDate.parse(text);
  }

  /** {@code count|code} of the last row of the page before. */
  private Item after(OperationRequest call) {
    String text = call.text("after").orElse(null);
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}\\|.+")) {
      throw faults.parameter("after", text);
    }
    int bar = text.indexOf('|');
    return new Item(text.substring(bar + 1), null, Long.parseLong(text.substring(0, bar)), 0, null);
  }

  private static Answer parameters(List<Item> items, int count) {
    Parameters answer = new Parameters();
    for (Item item : items) {
      ParametersParameterComponent part = answer.addParameter().setName("item");
      Parts.text(part, "code", item.code());
      Parts.text(part, "name", item.name());
      part.addPart().setName("lines").setValue(new IntegerType((int) item.lines()));
      part.addPart().setName("claims").setValue(new IntegerType((int) item.claims()));
      part.addPart().setName("last").setValue(new DateType(item.last().toString()));
    }
    if (items.size() == count) {
      Item last = items.get(count - 1);
      Parts.add(answer, "next", new StringType(last.lines() + "|" + last.code()));
    }
    return Answer.ok(new Answer.Model(answer));
  }

  /** With the columns that a table of codes needs: filled in, it can be uploaded. */
  private static Answer table(List<Item> items) {
    return Csv.answer(
        200,
        List.of("院内编码", "院内名称", "医保编码", "次数", "单据数", "最近日期"),
        items.stream()
            .map(
                item ->
                    Arrays.<Object>asList(
                        item.code(),
                        item.name(),
                        "",
                        item.lines(),
                        item.claims(),
                        item.last().toString()))
            .toList());
  }
}
