package org.xiangqiao.server.gate;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.gate.KeptFindings.Kept;
import org.xiangqiao.server.gate.KeptFindings.Wanted;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/**
 * {@code $quality-findings}: what was found in records that were accepted with findings, as
 * OperationOutcomes. R4 gives OperationOutcome no interactions of its own (R4
 * operationoutcome.html), hence an operation.
 */
final class QualityFindingsOperation implements FhirOperation {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.gate.gate");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int USUAL = 50;
  private static final int MOST = 500;

  private static final OperationShape SHAPE =
      new OperationShape(
          "quality-findings",
          "https://xiangqiao.org/fhir/OperationDefinition/quality-findings",
          "What was found in records that were accepted with findings, newest first.",
          Set.of(Level.SYSTEM),
          Set.of(),
          false,
          List.of(
              OperationParameter.optional("resource", "string", "[type], or [type]/[id]."),
              OperationParameter.optional("rule", "string", "Id of a rule that was broken."),
              OperationParameter.optional("sender", "string", "Client id of who sent it."),
              OperationParameter.optional("from", "date", "First day of writing."),
              OperationParameter.optional("to", "date", "Last day of writing."),
              OperationParameter.optional(
                  "limit", "integer", "Most of them; 50 without it, at most 500."),
              OperationParameter.optional(
                  "before",
                  "string",
                  "Number of the one after which it goes on, as the next link says.")));

  private final KeptFindings kept;
  private final FhirContext fhir;

  QualityFindingsOperation(KeptFindings kept, FhirContext fhir) {
    this.kept = kept;
    this.fhir = fhir;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.search(Set.of("OperationOutcome"));
  }

  @Override
  public Answer answer(OperationRequest request) {
    int limit = (int) number(request, "limit", USUAL, MOST);
    List<Kept> found = kept.find(request.caller().tenantId(), wanted(request), limit + 1);
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
    String own = request.http().getFhirServerBase() + "/$quality-findings" + asked(request);
    bundle.addLink().setRelation("self").setUrl(own);
    found.stream().limit(limit).forEach(each -> entry(bundle, each));
    if (found.size() > limit) {
      bundle
          .addLink()
          .setRelation("next")
          .setUrl(
              own
                  + (own.endsWith("$quality-findings") ? "?" : "&")
                  + "limit="
                  + limit
                  + "&before="
                  + found.get(limit - 1).number());
    }
    return Answer.ok(new Answer.Model(bundle));
  }

  private void entry(Bundle bundle, Kept each) {
    OperationOutcome outcome =
        fhir.newJsonParser().parseResource(OperationOutcome.class, each.outcome());
    bundle.addEntry().setResource(outcome).getSearch().setMode(SearchEntryMode.MATCH);
  }

  /** What was asked for, without the place of a page. */
  private static String asked(OperationRequest request) {
    StringBuilder query = new StringBuilder();
    for (String name : List.of("resource", "rule", "sender", "from", "to")) {
      request
          .text(name)
          .ifPresent(
              value ->
                  query
                      .append(query.isEmpty() ? '?' : '&')
                      .append(name)
                      .append('=')
                      .append(
                          java.net.URLEncoder.encode(
                              value, java.nio.charset.StandardCharsets.UTF_8)));
    }
    return query.toString();
  }

  private static Wanted wanted(OperationRequest request) {
    String[] resource = request.text("resource").orElse("").split("/", 2);
    long before = number(request, "before", 0, Long.MAX_VALUE);
    LocalDate to = day(request, "to");
    LocalDate from = day(request, "from");
    return new Wanted(
        resource[0].isEmpty() ? null : resource[0],
        resource.length < 2 ? null : resource[1],
        request.text("rule").orElse(null),
        request.text("sender").orElse(null),
        from == null ? null : begin(from),
        to == null ? null : begin(to.plusDays(1)).minusMillis(1),
        before == 0 ? null : before);
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  private static LocalDate day(OperationRequest request, String name) {
    try {
      return request.text(name).map(LocalDate::parse).orElse(null);
    } catch (DateTimeParseException e) {
      throw refused("quality-day", "http." + name, name);
    }
  }

  private static long number(OperationRequest request, String name, long without, long most) {
    try {
      long number = request.text(name).map(Long::parseLong).orElse(without);
      if (number >= 0 && (number > 0 || without == 0)) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException notANumber) {
      throw refused("quality-number", "http." + name, name);
    }
    throw refused("quality-number", "http." + name, name);
  }

  private static FaultException refused(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments).exception();
  }
}
