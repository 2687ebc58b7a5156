package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.server.rest.problem.RestFaults;

/** Tells from method and address which interaction is meant. R4 http.html#summary. */
public final class Router {

  private final Set<String> types;
  private final Map<RestOperationTypeEnum, InteractionBinding> interactions;

  public Router(Set<String> types, Map<RestOperationTypeEnum, InteractionBinding> interactions) {
    this.types = types;
    this.interactions = interactions;
  }

  /** Never null; what is not offered is a refusal with 404 or 405. */
  public InteractionBinding route(ServletRequestDetails request) {
    String type = request.getResourceName();
    if (type != null && !types.contains(type)) {
      throw RestFaults.unknownType(type).exception();
    }
    RestOperationTypeEnum meant =
        type == null
            ? ofSystem(request)
            : request.getId() == null ? ofType(request) : ofInstance(request);
    return interactions.get(meant);
  }

  public boolean knows(String type) {
    return types.contains(type);
  }

  private RestOperationTypeEnum ofSystem(ServletRequestDetails request) {
    RequestTypeEnum method = request.getRequestType();
    String operation = request.getOperation();
    if (operation == null && path(request).isEmpty()) {
      return switch (method) {
        case POST -> RestOperationTypeEnum.TRANSACTION;
        case GET, HEAD -> RestOperationTypeEnum.SEARCH_SYSTEM;
        default -> throw notAllowed(request, "GET, HEAD, POST");
      };
    }
    if ("_search".equals(operation)) {
      return posted(request, RestOperationTypeEnum.SEARCH_SYSTEM);
    }
    if ("metadata".equals(operation)) {
      return read(request, RestOperationTypeEnum.METADATA);
    }
    if ("_history".equals(operation)) {
      return read(request, RestOperationTypeEnum.HISTORY_SYSTEM);
    }
    throw RestFaults.ofStatus(404).exception();
  }

  private RestOperationTypeEnum ofType(ServletRequestDetails request) {
    String operation = request.getOperation();
    if ("_history".equals(operation)) {
      return read(request, RestOperationTypeEnum.HISTORY_TYPE);
    }
    if ("_search".equals(operation)) {
      return posted(request, RestOperationTypeEnum.SEARCH_TYPE);
    }
    if (operation != null) {
      throw RestFaults.ofStatus(404).exception();
    }
    return switch (request.getRequestType()) {
      case GET, HEAD -> RestOperationTypeEnum.SEARCH_TYPE;
      case POST -> RestOperationTypeEnum.CREATE;
      case PUT -> RestOperationTypeEnum.UPDATE;
      case PATCH -> RestOperationTypeEnum.PATCH;
      case DELETE -> RestOperationTypeEnum.DELETE;
      default -> throw notAllowed(request, "GET, HEAD, POST, PUT, PATCH, DELETE");
    };
  }

  private RestOperationTypeEnum ofInstance(ServletRequestDetails request) {
    if (request.getCompartmentName() != null) {
      return ofCompartment(request);
    }
    if (request.getId().hasVersionIdPart()) {
      return read(request, RestOperationTypeEnum.VREAD);
    }
    if ("_history".equals(request.getOperation())) {
      return read(request, RestOperationTypeEnum.HISTORY_INSTANCE);
    }
    if (request.getOperation() != null) {
      throw RestFaults.ofStatus(404).exception();
    }
    return switch (request.getRequestType()) {
      case GET, HEAD -> RestOperationTypeEnum.READ;
      case PUT -> RestOperationTypeEnum.UPDATE;
      case PATCH -> RestOperationTypeEnum.PATCH;
      case DELETE -> RestOperationTypeEnum.DELETE;
      default -> throw notAllowed(request, "GET, HEAD, PUT, PATCH, DELETE");
    };
  }

  /** R4 http.html#vsearch: {@code Patient/123/Observation}, and {@code *} for all types. */
  private RestOperationTypeEnum ofCompartment(ServletRequestDetails request) {
    String type = CompartmentAddress.searchedType(request);
    if (type != null && !types.contains(type)) {
      throw RestFaults.unknownType(type).exception();
    }
    RestOperationTypeEnum search =
        type == null ? RestOperationTypeEnum.SEARCH_SYSTEM : RestOperationTypeEnum.SEARCH_TYPE;
    if (request.getOperation() == null) {
      return read(request, search);
    }
    if ("_search".equals(request.getOperation())) {
      return posted(request, search);
    }
    throw RestFaults.ofStatus(404).exception();
  }

  private static RestOperationTypeEnum posted(
      ServletRequestDetails request, RestOperationTypeEnum interaction) {
    if (request.getRequestType() == RequestTypeEnum.POST) {
      return interaction;
    }
    throw notAllowed(request, "POST");
  }

  private static RestOperationTypeEnum read(
      ServletRequestDetails request, RestOperationTypeEnum interaction) {
    if (request.getRequestType() == RequestTypeEnum.GET
        || request.getRequestType() == RequestTypeEnum.HEAD) {
      return interaction;
    }
    throw notAllowed(request, "GET, HEAD");
  }

  private static RuntimeException notAllowed(ServletRequestDetails request, String allowed) {
    request.getServletResponse().setHeader("Allow", allowed);
    return RestFaults.notAllowed(request.getRequestType().name(), "/" + path(request)).exception();
  }

  private static String path(ServletRequestDetails request) {
    return request.getRequestPath() == null ? "" : request.getRequestPath();
  }
}
