package org.xiangqiao.server.rest.operation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.answer.AnswerWriter;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * All operations of this server, found by name and address. One name may have several operations
 * for different types ({@code $validate-code}).
 */
public final class Operations {

  private record Bound(OperationShape shape, OperationBinding binding) {}

  private final SortedMap<String, List<Bound>> byName = new TreeMap<>();

  public Operations(
      Collection<FhirOperation> operations,
      FhirContext context,
      ResourceReader reader,
      AnswerWriter writer,
      List<AccessGuard> guards) {
    OperationInput input = new OperationInput(context, reader);
    for (FhirOperation operation : operations) {
      byName
          .computeIfAbsent(operation.shape().name(), name -> new ArrayList<>())
          .add(
              new Bound(
                  operation.shape(),
                  new OperationBinding(operation, context, input, writer, guards)));
    }
  }

  /** In the order of their names. */
  public List<OperationShape> shapes() {
    return byName.values().stream().flatMap(List::stream).map(Bound::shape).toList();
  }

  /** Never null; what is not offered is a refusal with 404 or 405. */
  public BaseMethodBinding route(ServletRequestDetails request) {
    String asked = request.getOperation();
    List<Bound> named = byName.getOrDefault(asked.substring(1), List.of());
    OperationShape.Level level = level(request);
    Bound found =
        named.stream()
            .filter(bound -> bound.shape().offeredAt(level, request.getResourceName()))
            .findFirst()
            .orElseThrow(
                () ->
                    RestFaults.of(404, IssueType.NOTSUPPORTED, "unknown-operation", "", asked)
                        .exception());
    requireMethod(request, found.shape());
    return found.binding();
  }

  private static OperationShape.Level level(ServletRequestDetails request) {
    if (request.getResourceName() == null) {
      return OperationShape.Level.SYSTEM;
    }
    return request.getId() == null ? OperationShape.Level.TYPE : OperationShape.Level.INSTANCE;
  }

  private static void requireMethod(ServletRequestDetails request, OperationShape shape) {
    RequestTypeEnum method = request.getRequestType();
    boolean reads = method == RequestTypeEnum.GET || method == RequestTypeEnum.HEAD;
    if (method == RequestTypeEnum.POST || reads && !shape.affectsState()) {
      return;
    }
    request
        .getServletResponse()
        .setHeader("Allow", shape.affectsState() ? "POST" : "GET, HEAD, POST");
    throw RestFaults.notAllowed(method.name(), "/$" + shape.name()).exception();
  }

  /** Shapes by the type they are offered for; null stands for the whole system. */
  Map<String, List<OperationShape>> byType(Collection<String> types) {
    Map<String, List<OperationShape>> offered =
        new TreeMap<>(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()));
    for (OperationShape shape : shapes()) {
      if (shape.levels().contains(OperationShape.Level.SYSTEM)) {
        offered.computeIfAbsent(null, none -> new ArrayList<>()).add(shape);
      }
      if (shape.levels().contains(OperationShape.Level.TYPE)
          || shape.levels().contains(OperationShape.Level.INSTANCE)) {
        types.stream()
            .filter(type -> shape.types().isEmpty() || shape.types().contains(type))
            .forEach(type -> offered.computeIfAbsent(type, none -> new ArrayList<>()).add(shape));
      }
    }
    return offered;
  }
}
