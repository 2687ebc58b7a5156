package org.xiangqiao.terminology.builder;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * One step between reading the sources and writing the package: adds resources, completes them, or
 * refuses them with a {@link PackageException}. {@link PackageBuilder} lists the steps in order.
 */
public interface PackageStep {

  /** All resources of the package after this step; the given list is not changed. */
  List<Resource> apply(List<Resource> all);
}
