package org.xiangqiao.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** Operations ({@code $…}) at the addresses where they are offered. */
record OperationPaths(List<OperationShape> shapes) {

  /**
   * @param type null for those of the whole system
   */
  void addTo(OpenAPI document, String type) {
    for (OperationShape shape : shapes) {
      if (type == null) {
        if (shape.offeredAt(Level.SYSTEM, null)) {
          document.path("/$" + shape.name(), path(shape, "System", "", false));
        }
        continue;
      }
      if (shape.offeredAt(Level.TYPE, type)) {
        document.path("/" + type + "/$" + shape.name(), path(shape, type, "OfType", false));
      }
      if (shape.offeredAt(Level.INSTANCE, type)) {
        document.path("/" + type + "/{id}/$" + shape.name(), path(shape, type, "OfInstance", true));
      }
    }
  }

  private static PathItem path(OperationShape shape, String tag, String level, boolean instance) {
    PathItem path = new PathItem();
    if (!shape.affectsState()) {
      Operation get = call(shape, tag, "get" + level, instance);
      shape.parameters().stream()
          .filter(OperationParameter::primitive)
          .map(OperationPaths::parameter)
          .forEach(get::addParametersItem);
      path.get(get);
    }
    Operation post = call(shape, tag, "post" + level, instance);
    if (!shape.parameters().isEmpty()) {
      boolean required = shape.parameters().stream().anyMatch(OperationParameter::required);
      post.requestBody(Calls.body(described(shape), required));
    }
    return path.post(post);
  }

  private static Operation call(OperationShape shape, String tag, String suffix, boolean instance) {
    String id = shape.name() + "-" + suffix + "-" + tag;
    Operation call = Calls.call(tag, id, shape.summary(), "200", "The result");
    if (instance) {
      call.addParametersItem(Calls.path("id", "Logical id"));
    }
    return call;
  }

  private static Parameter parameter(OperationParameter declared) {
    return Calls.query(declared.name(), declared.type() + ": " + declared.meaning())
        .required(declared.required());
  }

  private static String described(OperationShape shape) {
    StringBuilder text = new StringBuilder("Parameters:");
    shape
        .parameters()
        .forEach(
            each ->
                text.append(" `")
                    .append(each.name())
                    .append("` (")
                    .append(each.type())
                    .append(each.required() ? ", required" : "")
                    .append(each.repeats() ? ", repeats" : "")
                    .append("): ")
                    .append(each.meaning()));
    return text.toString();
  }
}
