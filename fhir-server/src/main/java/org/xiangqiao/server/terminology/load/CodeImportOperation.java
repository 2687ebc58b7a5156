package org.xiangqiao.server.terminology.load;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;

/**
 * {@code CodeSystem/$import}: takes a table of codes (CSV, XLSX, ClaML) as a new version of a code
 * system, and answers where to ask how far it is.
 */
final class CodeImportOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "import",
          "https://xiangqiao.org/fhir/OperationDefinition/codesystem-import",
          "Loads a table of codes as a version of a code system, in the background.",
          Set.of(OperationShape.Level.TYPE),
          Set.of("CodeSystem"),
          true,
          List.of(
              OperationParameter.required("url", "uri", "Canonical of the code system."),
              OperationParameter.required("version", "string", "Version that the table becomes."),
              OperationParameter.optional("title", "string", "Title of the code system."),
              OperationParameter.optional(
                  "format", "code", "csv, xlsx or claml; told by the body's type if it has one."),
              OperationParameter.optional(
                  "source", "string", "Binary/[id] that holds the file, if the body does not."),
              OperationParameter.optional("language", "code", "Of the displays; zh without it."),
              OperationParameter.optional("charset", "string", "Of a CSV file: UTF-8 or GB18030."),
              OperationParameter.optional("sheet", "string", "Of a workbook; else the first."),
              OperationParameter.repeated(
                  "columns",
                  "string",
                  "name=HEADER; names: code, display, english, definition, parent, status, retired,"
                      + " valid, synonym."),
              OperationParameter.optional(
                  "hierarchy", "string", "parent, outside, prefix:3,5 or none."),
              OperationParameter.optional("duplicates", "code", "refuse or synonyms."),
              OperationParameter.optional(
                  "orphans", "code", "refuse or root: what becomes of rows without their parent."),
              OperationParameter.optional(
                  "lenient", "boolean", "Loads the good rows of a table that has bad ones."),
              OperationParameter.optional(
                  "activate", "boolean", "Makes the version current when it is in.")));

  private final CodeImportKickOff kickOff;
  private final PublicAddress address;

  CodeImportOperation(CodeImportKickOff kickOff, PublicAddress address) {
    this.kickOff = kickOff;
    this.address = address;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return call.text("source").isPresent()
        ? CodeImportKickOff.RIGHTS.and(
            OperationRights.read("Binary", call.text("source").orElse("").replace("Binary/", "")))
        : CodeImportKickOff.RIGHTS;
  }

  @Override
  public boolean readsBody(String contentType) {
    return CodeImportKickOff.isFile(contentType);
  }

  @Override
  public Answer answer(OperationRequest call) {
    UUID id = kickOff.begin(call);
    call.http()
        .getServletResponse()
        .setHeader(
            "Content-Location",
            address.fhirBase(call.http().getServletRequest()) + CodeImportServlet.PATH + id);
    return new Answer(202, null, null, null, new Answer.Nothing());
  }
}
