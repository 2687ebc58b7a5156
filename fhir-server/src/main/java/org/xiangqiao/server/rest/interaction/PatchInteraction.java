package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.patch.PatchDocument;

/**
 * patch and conditional patch: JSON Patch and FHIRPath Patch, told apart by the content type. R4
 * http.html#patch.
 */
public final class PatchInteraction implements Interaction {

  private final FhirStore store;
  private final RequestContent content;
  private final ResourceSources sources;
  private final PublicAddress address;

  public PatchInteraction(
      FhirStore store, RequestContent content, ResourceSources sources, PublicAddress address) {
    this.store = store;
    this.content = content;
    this.sources = sources;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String type = request.getResourceName();
    sources.requireStored(type, "");
    String id = request.getId() == null ? null : request.getId().getIdPart();
    String criteria = id == null ? Parameters.required(request, "patch") : null;
    var patch =
        new WriteOperation.Patch(
            type, id, criteria, Conditions.ifMatch(request), document(request));
    return WriteAnswers.of(
        request,
        address,
        store.write(CallerContext.of(request.getServletRequest()), List.of(patch)).get(0));
  }

  private PatchDocument document(ServletRequestDetails request) {
    String sent = Objects.requireNonNullElse(request.getHeader("Content-Type"), "-");
    String media = sent.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (media.equals(PatchDocument.JSON_MEDIA_TYPE)) {
      return new PatchDocument.Json(content.text(request));
    }
    boolean xml = media.equals(PatchDocument.XML_MEDIA_TYPE);
    if (xml || WireFormat.ofContentType(sent).isEmpty()) {
      throw RestFaults.of(
              415,
              IssueType.NOTSUPPORTED,
              xml ? "xml-patch" : "patch-media-type",
              "http.content-type",
              sent)
          .exception();
    }
    return new PatchDocument.FhirPath(content.fhirPathPatch(request));
  }
}
