package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.BinaryNegotiation;
import org.xiangqiao.server.rest.body.BinaryReceiver;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.RestFaults;

/** The resource in a request's body, of the type that the address is for. */
public final class RequestContent {

  private final ResourceReader reader;
  private final ResourceSources sources;
  private final BinaryReceiver binaries;

  public RequestContent(ResourceReader reader, ResourceSources sources, BinaryReceiver binaries) {
    this.reader = reader;
    this.sources = sources;
    this.binaries = binaries;
  }

  Resource ofType(ServletRequestDetails request) {
    String type = request.getResourceName();
    sources.requireStored(type, "");
    if (type.equals("Binary")
        && !BinaryNegotiation.sendsResource(request.getHeader("Content-Type"))) {
      Resource binary =
          binaries.receive(
              CallerContext.of(request.getServletRequest()), request.getServletRequest());
      binary.setId(request.getId() == null ? null : request.getId().getIdPart());
      return binary;
    }
    Resource resource = read(request);
    if (!resource.fhirType().equals(type)) {
      throw RestFaults.invalid("type-mismatch", resource.fhirType(), resource.fhirType(), type)
          .exception();
    }
    return resource;
  }

  Bundle bundle(ServletRequestDetails request) {
    if (read(request) instanceof Bundle bundle
        && (bundle.getType() == Bundle.BundleType.TRANSACTION
            || bundle.getType() == Bundle.BundleType.BATCH)) {
      return bundle;
    }
    throw RestFaults.invalid("not-a-bundle", "Bundle.type").exception();
  }

  /** The Parameters of a FHIRPath Patch. */
  Parameters fhirPathPatch(ServletRequestDetails request) {
    Resource resource = read(request);
    if (resource instanceof Parameters parameters) {
      return parameters;
    }
    throw RestFaults.invalid("not-a-patch", resource.fhirType(), resource.fhirType()).exception();
  }

  /** The body as it is, in UTF-8. */
  String text(ServletRequestDetails request) {
    return reader.text(request.loadRequestContents());
  }

  private Resource read(ServletRequestDetails request) {
    Resource resource =
        reader.read(request.loadRequestContents(), request.getHeader("Content-Type"));
    request.setResource(resource);
    return resource;
  }
}
