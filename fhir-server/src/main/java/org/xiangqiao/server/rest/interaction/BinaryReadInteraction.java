package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.BinaryNegotiation;
import org.xiangqiao.server.rest.body.BinaryReceiver;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryVersion;

/**
 * read and vread of Binary: its bytes as they were sent, or the resource if FHIR is asked for (R4
 * http.html#binary). Bytes are given so that a browser does not run them on this origin.
 */
public final class BinaryReadInteraction implements Interaction {

  private final FhirContext context;
  private final FhirStore store;
  private final Interaction others;

  /**
   * @param others the interaction for all other types
   */
  public BinaryReadInteraction(FhirContext context, FhirStore store, Interaction others) {
    this.context = context;
    this.store = store;
    this.others = others;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    if (!request.getResourceName().equals("Binary")) {
      return others.answer(request);
    }
    String id = request.getId().getIdPart();
    Caller caller = CallerContext.of(request.getServletRequest());
    BinaryVersion found =
        request.getId().hasVersionIdPart()
            ? version(caller, id, request.getId().getVersionIdPart())
            : store
                .readBinary(caller, id, null)
                .orElseThrow(() -> RestFaults.notFound("Binary", id).exception());
    if (found.resource().deleted()) {
      throw RestFaults.gone("Binary", id).exception();
    }
    if (Conditions.unchanged(request, found.resource())) {
      return Answer.notModified(found.resource());
    }
    Binary binary = context.newJsonParser().parseResource(Binary.class, found.resource().json());
    MediaType type = mediaType(binary.getContentType());
    request.getServletResponse().setHeader("Vary", "Accept");
    return BinaryNegotiation.wantsResource(request, type)
        ? answer(200, found, Answer.whole(caller, found))
        : bytes(request, caller, found, binary, type);
  }

  private BinaryVersion version(Caller caller, String id, String version) {
    if (version.matches("[0-9]{1,18}")) {
      var found = store.readBinary(caller, id, Long.valueOf(version));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw RestFaults.of(404, IssueType.NOTFOUND, "version-not-found", "", "Binary", id, version)
        .exception();
  }

  private static Answer bytes(
      ServletRequestDetails request,
      Caller caller,
      BinaryVersion found,
      Binary binary,
      MediaType type) {
    long length = found.content() == null ? 0 : found.content().length();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Disposition", "attachment");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
    headers.put("Accept-Ranges", "bytes");
    if (binary.getSecurityContext().hasReference()) {
      headers.put(BinaryReceiver.SECURITY_CONTEXT, binary.getSecurityContext().getReference());
    }
    ByteRange range =
        request.getRequestType() == RequestTypeEnum.GET ? ByteRange.asked(request, length) : null;
    if (range == null) {
      return answer(
          200, found, new Answer.Raw(caller, type.toString(), found.content(), 0, length, headers));
    }
    if (range.length() == 0) {
      request.getServletResponse().setHeader("Content-Range", "bytes */" + length);
      throw RestFaults.of(416, IssueType.INVALID, "range-invalid", "http.range", length)
          .exception();
    }
    headers.put("Content-Range", range.header(length));
    return answer(
        206,
        found,
        new Answer.Raw(
            caller, type.toString(), found.content(), range.first(), range.length(), headers));
  }

  private static Answer answer(int status, BinaryVersion found, Answer.Content content) {
    return new Answer(
        status, found.resource().version(), found.resource().lastUpdated(), null, content);
  }

  /** What somebody wrote as a media type need not be one. */
  private static MediaType mediaType(String stored) {
    try {
      MediaType type = stored == null ? null : MediaType.parseMediaType(stored);
      return type == null || !type.isConcrete() ? MediaType.APPLICATION_OCTET_STREAM : type;
    } catch (InvalidMediaTypeException malformed) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }
}
