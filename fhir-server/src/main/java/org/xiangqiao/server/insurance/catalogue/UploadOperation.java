package org.xiangqiao.server.insurance.catalogue;

import java.util.List;
import java.util.Set;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.codes.ItemUploads;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code ConceptMap/$insurance-upload} (目录对照上传): has the platform told the items' mapping now. */
final class UploadOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "insurance-upload",
          "https://fhir.xiangqiao.org/OperationDefinition/conceptmap-insurance-upload",
          "Uploads the mapping of an institution's items to the insurance platform.",
          Set.of(Level.TYPE),
          Set.of("ConceptMap"),
          true,
          List.of(
              Parts.INSTITUTION,
              OperationParameter.optional(
                  "again", "boolean", "Whether rows that were refused are sent once more.")));

  private final InsuranceCatalogues catalogues;
  private final CatalogueFaults faults;

  UploadOperation(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    this.catalogues = catalogues;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return OperationRights.update("ConceptMap", "-");
  }

  @Override
  public Answer answer(OperationRequest call) {
    String institution = Parts.institution(call, catalogues, faults);
    int tenant = call.caller().tenantId();
    if (call.text("again").filter("true"::equals).isPresent()) {
      catalogues.codes().uploads().again(tenant, institution);
    }
    catalogues.catalogues().want(tenant, institution, ItemUploads.UPLOAD);
    return new UploadReport(catalogues, faults).states(tenant, institution, 202);
  }
}
