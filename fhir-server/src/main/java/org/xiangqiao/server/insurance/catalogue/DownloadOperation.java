package org.xiangqiao.server.insurance.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.catalogue.CatalogueDesk;
import org.xiangqiao.integration.insurance.catalogue.CatalogueReport;
import org.xiangqiao.integration.insurance.codes.ItemUploads;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.LocalText;

/**
 * {@code CodeSystem/$insurance-download} (目录下载): has a catalogue fetched in the background; {@code
 * CodeSystem/$insurance-download-report} tells how far it is, and which rows were refused.
 */
final class DownloadOperation implements FhirOperation {

  private static final OperationParameter CATALOGUE =
      OperationParameter.required("catalogue", "code", "Number of its transaction, as 1901.");

  private final boolean asks;
  private final InsuranceCatalogues catalogues;
  private final CatalogueFaults faults;

  private DownloadOperation(boolean asks, InsuranceCatalogues catalogues, CatalogueFaults faults) {
    this.asks = asks;
    this.catalogues = catalogues;
    this.faults = faults;
  }

  static DownloadOperation asking(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return new DownloadOperation(true, catalogues, faults);
  }

  static DownloadOperation reporting(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    return new DownloadOperation(false, catalogues, faults);
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>(List.of(Parts.INSTITUTION, CATALOGUE));
    if (!asks) {
      parameters.addAll(Parts.PAGE);
      parameters.add(Csv.FORMAT);
    }
    String name = asks ? "insurance-download" : "insurance-download-report";
    return new OperationShape(
        name,
        "https://fhir.xiangqiao.org/OperationDefinition/codesystem-" + name,
        asks
            ? "Fetches a catalogue of the insurance platform as a code system."
            : "Tells how far the fetching of a catalogue is, and which rows were refused.",
        Set.of(Level.TYPE),
        Set.of("CodeSystem"),
        asks,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return asks
        ? OperationRights.update("CodeSystem", "-").andScope("xiangqiao/data.import")
        : OperationRights.search(List.of("CodeSystem"));
  }

  @Override
  public Answer answer(OperationRequest call) {
    String institution = Parts.institution(call, catalogues, faults);
    String catalogue = call.text("catalogue").orElseThrow();
    CatalogueDesk desk = catalogues.catalogues();
    int tenant = call.caller().tenantId();
    if (!desk.knows(catalogue) || catalogue.equals(ItemUploads.UPLOAD)) {
      throw desk.incomplete(catalogue)
          .map(name -> faults.incomplete(catalogue, name))
          .orElseGet(() -> faults.catalogue(catalogue));
    }
    if (asks) {
      desk.want(tenant, institution, catalogue);
    }
    CatalogueReport.State state =
        desk.report()
            .state(tenant, institution, catalogue)
            .orElseThrow(() -> faults.never(catalogue));
    Parameters answer = new Parameters();
    JobParts.add(answer, state, faults);
    if (state.since() != null) {
      Parts.add(answer, "until", new StringType(state.since().toString()));
    }
    Parts.count(answer, "rows", state.read());
    Parts.count(answer, "refused", state.refused());
    return asks
        ? new Answer(202, null, null, null, new Answer.Model(answer))
        : report(call, tenant, institution, catalogue, answer);
  }

  private Answer report(
      OperationRequest call, int tenant, String institution, String catalogue, Parameters answer) {
    int count = Parts.count(call, faults);
    List<CatalogueReport.Refused> rows =
        catalogues
            .catalogues()
            .report()
            .refused(tenant, institution, catalogue, after(call), count);
    if (Csv.wanted(call)) {
      return table(rows);
    }
    for (CatalogueReport.Refused row : rows) {
      ParametersParameterComponent part = answer.addParameter().setName("row");
      LocalText text = faults.text(row.rule(), row.arguments().toArray());
      Parts.text(part, "place", row.place());
      Parts.text(part, "rule", row.rule());
      Parts.text(part, "reason", text.chinese() + " " + text.english());
    }
    if (rows.size() == count) {
      String next = String.valueOf(rows.get(count - 1).number());
      Parts.add(answer, "next", new StringType(next));
    }
    return Answer.ok(new Answer.Model(answer));
  }

  private int after(OperationRequest call) {
    String text = call.text("after").orElse("0");
    if (!text.matches("[0-9]{1,9}")) {
      throw faults.parameter("after", text);
    }
    return Integer.parseInt(text);
  }

  private Answer table(List<CatalogueReport.Refused> rows) {
    List<List<Object>> lines = new ArrayList<>();
    for (CatalogueReport.Refused row : rows) {
      LocalText text = faults.text(row.rule(), row.arguments().toArray());
      lines.add(List.of(row.number(), row.place(), row.rule(), text.chinese(), text.english()));
    }
    return Csv.answer(200, List.of("number", "place", "rule", "原因", "reason"), lines);
  }
}
