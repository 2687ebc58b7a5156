package org.xiangqiao.server.bulkimport;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.problem.Fault;

/**
 * A line, read.
 *
 * @param number of its input
 * @param resource null if the line is refused
 * @param faults why; empty if it is not
 */
record ImportRow(
    int number, long line, long position, int length, Resource resource, List<Fault> faults) {

  String reference() {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  long end() {
    return position + length;
  }
}
