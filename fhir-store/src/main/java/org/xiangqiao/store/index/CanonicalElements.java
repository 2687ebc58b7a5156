package org.xiangqiao.store.index;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.UriType;

/** Tells reference parameters that stand on canonical or uri elements from those on References. */
final class CanonicalElements {

  private CanonicalElements() {}

  /** True if all paths end at such elements. */
  static boolean hold(FhirContext context, IndexedParameter parameter) {
    return !parameter.paths().isEmpty()
        && parameter.paths().stream()
            .allMatch(path -> isUri(context, parameter.type(), path.toString()));
  }

  private static boolean isUri(FhirContext context, String type, String path) {
    BaseRuntimeElementDefinition<?> element = context.getResourceDefinition(type);
    String[] steps = path.split("\\.");
    for (int i = 1; i < steps.length; i++) {
      if (steps[i].indexOf('(') >= 0) {
        continue;
      }
      if (!(element instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
        return false;
      }
      BaseRuntimeChildDefinition child = composite.getChildByName(steps[i]);
      element = child == null ? null : child.getChildByName(steps[i]);
    }
    return element != null && UriType.class.isAssignableFrom(element.getImplementingClass());
  }
}
