package org.xiangqiao.server.insurance.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.codes.ItemUploadReport.Line;
import org.xiangqiao.integration.insurance.codes.ItemUploads;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code ConceptMap/$insurance-upload-report} (对照上传情况): which rows the platform has not. */
final class UploadReport implements FhirOperation {

  private final InsuranceCatalogues catalogues;
  private final CatalogueFaults faults;

  UploadReport(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    this.catalogues = catalogues;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(Parts.INSTITUTION);
    parameters.addAll(Parts.PAGE);
    parameters.add(Csv.FORMAT);
    return new OperationShape(
        "insurance-upload-report",
        "https://fhir.xiangqiao.org/OperationDefinition/conceptmap-insurance-upload-report",
        "Tells how far the upload of an institution's mapping is, and which rows were refused.",
        Set.of(Level.TYPE),
        Set.of("ConceptMap"),
        false,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return OperationRights.search(List.of("ConceptMap"));
  }

  @Override
  public Answer answer(OperationRequest call) {
    String institution = Parts.institution(call, catalogues, faults);
    int tenant = call.caller().tenantId();
    int count = Parts.count(call, faults);
    List<Line> lines =
        catalogues
            .codes()
            .uploads()
            .open(tenant, institution, call.text("after").orElse(null), count);
    if (Csv.wanted(call)) {
      return table(lines);
    }
    Parameters answer = counts(tenant, institution);
    for (Line line : lines) {
      ParametersParameterComponent part = answer.addParameter().setName("row");
      Parts.text(part, "code", line.local());
      Parts.text(part, "name", line.localName());
      Parts.text(part, "national", line.national());
      Parts.text(part, "state", line.state());
      Parts.text(part, "error", line.error());
    }
    if (lines.size() == count) {
      Parts.add(answer, "next", new StringType(lines.get(count - 1).local()));
    }
    return Answer.ok(new Answer.Model(answer));
  }

  /** Rows by state only. */
  Answer states(int tenant, String institution, int status) {
    return new Answer(status, null, null, null, new Answer.Model(counts(tenant, institution)));
  }

  private Parameters counts(int tenant, String institution) {
    Parameters answer = new Parameters();
    catalogues
        .catalogues()
        .report()
        .state(tenant, institution, ItemUploads.UPLOAD)
        .ifPresent(state -> JobParts.add(answer, state, faults));
    catalogues
        .codes()
        .uploads()
        .counts(tenant, institution)
        .forEach((state, count) -> Parts.count(answer, state, count));
    return answer;
  }

  private static Answer table(List<Line> lines) {
    return Csv.answer(
        200,
        List.of("院内编码", "院内名称", "医保编码", "state", "平台说明"),
        lines.stream()
            .map(
                line ->
                    Arrays.<Object>asList(
                        line.local(),
                        line.localName(),
                        line.national(),
                        line.state(),
                        line.error()))
            .toList());
  }
}
