package org.xiangqiao.store.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a composite parameter joins (R4 search.html#composite): values of several components that
 * stand on one element.
 *
 * @param components in the order of the values between {@code $}
 * @param instances the elements and what of each component belongs to them
 */
public record CompositeParameter(List<Component> components, List<Instances> instances) {

  /**
   * A component.
   *
   * @param name of the parameter it stands for
   * @param targets of a reference
   */
  public record Component(String name, RestSearchParameterTypeEnum kind, Set<String> targets) {}

  /**
   * Elements that carry a value of each component.
   *
   * @param base where they stand
   * @param values for each component, where its values stand below the element
   * @param absolute for each component, true if the paths begin at the resource instead
   */
  public record Instances(
      ElementPath base, List<List<ElementPath>> values, List<Boolean> absolute) {

    /** Hands the values of a component of an element to {@code visitor}. */
    void visit(int component, Resource resource, Base element, ElementPath.Visitor visitor) {
      for (ElementPath path : values.get(component)) {
        if (absolute.get(component)) {
          path.visit(resource, visitor);
        } else {
          path.visit(element, "", visitor);
        }
      }
    }
  }
}
