package org.xiangqiao.server.insurance.catalogue;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.InsuranceCatalogues;
import org.xiangqiao.integration.insurance.codes.CodeMapDesk;
import org.xiangqiao.mappings.insurance.codes.CodeKind;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource;
import org.xiangqiao.mappings.insurance.codes.RowProblem;
import org.xiangqiao.mappings.insurance.codes.UnreadableCodeFileException;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code ConceptMap/$insurance-codes} (对照上传): a table of codes becomes a mapping. */
final class CodesOperation implements FhirOperation {

  private static final int LONGEST_MB = 8;

  private static final OperationShape SHAPE =
      new OperationShape(
          "insurance-codes",
          "https://fhir.xiangqiao.org/OperationDefinition/conceptmap-insurance-codes",
          "Takes a table of an institution's codes and the national ones, as CSV.",
          Set.of(Level.TYPE),
          Set.of("ConceptMap"),
          true,
          List.of(
              Parts.INSTITUTION,
              OperationParameter.required("kind", "code", "item, doctor, department, diagnosis."),
              OperationParameter.optional(
                  "charset", "string", "UTF-8 or GB18030; found without it."),
              OperationParameter.optional(
                  "replace", "boolean", "Whether codes that the table lacks are mapped no more."),
              OperationParameter.optional(
                  "lenient", "boolean", "Whether good rows are taken although others are bad."),
              Csv.FORMAT));

  private final InsuranceCatalogues catalogues;
  private final CatalogueFaults faults;

  CodesOperation(InsuranceCatalogues catalogues, CatalogueFaults faults) {
    this.catalogues = catalogues;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public boolean readsBody(String contentType) {
    String type = String.valueOf(contentType).toLowerCase(Locale.ROOT);
    return type.startsWith("text/csv") || type.startsWith("application/octet-stream");
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return new OperationRights(
            List.of(new Access(RestOperationTypeEnum.CREATE, "ConceptMap", null, null)), Set.of())
        .and(OperationRights.update("ConceptMap", "-"));
  }

  @Override
  public Answer answer(OperationRequest call) {
    String institution = Parts.institution(call, catalogues, faults);
    String named = call.text("kind").orElseThrow();
    CodeKind kind = CodeKind.of(named).orElseThrow(() -> faults.kind(named));
    CodeMapResource.Key key = new CodeMapResource.Key(kind, institution);
    try {
      CodeMapDesk.Uploaded uploaded =
          catalogues
              .codes()
              .maps()
              .upload(
                  call.caller(),
                  key,
                  file(call),
                  new CodeMapDesk.How(
                      call.text("charset").orElse(null),
                      call.text("replace").filter("true"::equals).isPresent(),
                      call.text("lenient").filter("true"::equals).isPresent()));
      if (Csv.wanted(call)) {
        return table(uploaded);
      }
      if (!uploaded.taken()) {
        throw faults.rows(uploaded.content().problems());
      }
      return Answer.ok(new Answer.Model(summary(key, uploaded)));
    } catch (UnreadableCodeFileException none) {
      throw faults.unreadable(none.problem());
    }
  }

  private byte[] file(OperationRequest call) {
    if (!readsBody(call.http().getHeader("Content-Type"))) {
      throw faults.noFile();
    }
    try {
      int most = LONGEST_MB << 20;
      byte[] body = call.http().getServletRequest().getInputStream().readNBytes(most + 1);
      if (body.length > most) {
        throw faults.tooLong(LONGEST_MB);
      }
      if (body.length == 0) {
        throw faults.noFile();
      }
      return body;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Parameters summary(CodeMapResource.Key key, CodeMapDesk.Uploaded uploaded) {
    Parameters answer = new Parameters();
    if (uploaded.version() > 0) {
      Parts.add(answer, "mapping", new Reference("ConceptMap/" + key.id()));
    }
    Parts.add(answer, "taken", new BooleanType(uploaded.taken()));
    Parts.count(answer, "rows", uploaded.content().read());
    Parts.count(answer, "added", uploaded.added());
    Parts.count(answer, "changed", uploaded.changed());
    Parts.count(answer, "same", uploaded.same());
    Parts.count(answer, "removed", uploaded.removed());
    Parts.count(answer, "refused", uploaded.content().refused());
    return answer;
  }

  /** Every refused row with its reason, as the other imports report. */
  private static Answer table(CodeMapDesk.Uploaded uploaded) {
    List<List<Object>> rows = new ArrayList<>();
    for (RowProblem each : uploaded.content().problems()) {
      rows.add(
          List.of(
              each.row(),
              each.column(),
              each.problem().rule(),
              each.problem().text(Locale.CHINESE),
              each.problem().remedy(Locale.CHINESE),
              each.problem().text(Locale.ENGLISH),
              each.problem().remedy(Locale.ENGLISH)));
    }
    return Csv.answer(
        uploaded.taken() ? 200 : 422,
        List.of("row", "column", "rule", "原因", "处理", "reason", "remedy"),
        rows);
  }
}
