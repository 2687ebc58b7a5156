package org.xiangqiao.server.insurance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.xiangqiao.integration.insurance.clinic.ClinicMonthReport;
import org.xiangqiao.integration.insurance.clinic.ClinicMonthTable;
import org.xiangqiao.integration.insurance.clinic.ClinicMonths;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings.Clinic;
import org.xiangqiao.integration.insurance.clinic.ClinicSum;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Measure/$insurance-clinic-month} (村卫生室月结算): what each village clinic of a centre settled
 * in a month, as MeasureReports or as a table.
 */
final class ClinicMonthOperation implements FhirOperation {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String NAME = "insurance-clinic-month";
  private static final int USUAL = 50;
  private static final int MOST = 500;

  private final ClinicSettings clinics;
  private final ClinicMonths months;
  private final ClinicMonthTable table = new ClinicMonthTable();
  private final Clock clock;
  private final InsuranceFaults faults;

  ClinicMonthOperation(
      ClinicSettings clinics, ClinicMonths months, Clock clock, InsuranceFaults faults) {
    this.clinics = clinics;
    this.months = months;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        NAME,
        "https://fhir.xiangqiao.org/OperationDefinition/measure-insurance-clinic-month",
        "What each village clinic of a centre settled with the insurance platform in a month.",
        Set.of(Level.TYPE),
        Set.of("Measure"),
        false,
        List.of(
            OperationParameter.required(
                "institution", "string", "The centre's code with the platform (fixmedins_code)."),
            OperationParameter.required(
                "month", "string", "For example 2026-06; the platform's settlement time counts."),
            OperationParameter.optional(
                "as", "code", "report (usual): a Bundle of MeasureReports; csv: a table."),
            OperationParameter.optional(
                "limit", "integer", "Most clinics of a page; 50 without it, at most 500."),
            OperationParameter.optional(
                "after",
                "string",
                "Code of the clinic after which it goes on, as the next link.")));
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.search(Set.of("MeasureReport"));
  }

  @Override
  public Answer answer(OperationRequest request) {
    int tenant = request.caller().tenantId();
    String centre = request.text("institution").orElseThrow();
    List<Map.Entry<String, Clinic>> all = clinics.of(tenant, centre);
    if (all.isEmpty()) {
      throw faults.of(new DeskException(DeskException.Reason.INSTITUTION, place("institution")));
    }
    YearMonth month = month(request);
    return switch (request.text("as").orElse("report")) {
      case "report" -> Answer.ok(new Answer.Model(reports(request, centre, month, all)));
      case "csv" ->
          Answer.ok(
              new Answer.Text(
                  "text/csv;charset=UTF-8", table.of(month, all, sums(tenant, all, month))));
      default -> throw faults.body(place("as")).exception();
    };
  }

  private Bundle reports(
      OperationRequest request,
      String centre,
      YearMonth month,
      List<Map.Entry<String, Clinic>> all) {
    int limit = limit(request);
    String after = request.text("after").orElse("");
    List<Map.Entry<String, Clinic>> rest =
        all.stream().filter(one -> one.getKey().compareTo(after) > 0).toList();
    List<Map.Entry<String, Clinic>> page = rest.stream().limit(limit).toList();
    List<ClinicSum> sums = sums(request.caller().tenantId(), page, month);
    ClinicMonthReport form = new ClinicMonthReport(month, clock.instant());
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(all.size());
    String own =
        "%s/Measure/$%s?institution=%s&month=%s"
            .formatted(request.http().getFhirServerBase(), NAME, encoded(centre), month);
    bundle.addLink().setRelation("self").setUrl(own);
    for (Map.Entry<String, Clinic> clinic : page) {
      bundle
          .addEntry()
          .setResource(
              form.of(
                  clinic.getKey(),
                  clinic.getValue(),
                  sums.stream().filter(sum -> sum.clinic().equals(clinic.getKey())).toList()))
          .getSearch()
          .setMode(SearchEntryMode.MATCH);
    }
    if (rest.size() > page.size()) {
      String last = page.get(page.size() - 1).getKey();
      bundle
          .addLink()
          .setRelation("next")
          .setUrl(own + "&limit=" + limit + "&after=" + encoded(last));
    }
    return bundle;
  }

  private List<ClinicSum> sums(int tenant, List<Map.Entry<String, Clinic>> some, YearMonth month) {
    return months.of(tenant, some.stream().map(Map.Entry::getKey).toList(), month);
  }

  private YearMonth month(OperationRequest request) {
    try {
      YearMonth month = YearMonth.parse(request.text("month").orElseThrow());
      if (!month.isAfter(YearMonth.from(clock.instant().atZone(CHINA)))) {
        return month;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw faults.body(place("month")).exception();
  }

  private int limit(OperationRequest request) {
    try {
      int limit = request.text("limit").map(Integer::parseInt).orElse(USUAL);
      if (limit > 0) {
        return Math.min(limit, MOST);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw faults.body(place("limit")).exception();
  }

  private static String place(String parameter) {
    return "Parameters.parameter.where(name='" + parameter + "')";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
