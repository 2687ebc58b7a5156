package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Set;

/**
 * A search parameter of a type.
 *
 * @param alternatives the parts of its FHIRPath expression that are about the type
 * @param targets types a reference may lead to, empty for other kinds
 * @param components names of a composite's parts, in order
 * @param compartments types in whose compartments the parameter puts a resource
 */
public record Parameter(
    String type,
    String name,
    RestSearchParameterTypeEnum kind,
    List<String> alternatives,
    Set<String> targets,
    List<String> components,
    Set<String> compartments) {

  String id() {
    return type + "." + name;
  }
}
