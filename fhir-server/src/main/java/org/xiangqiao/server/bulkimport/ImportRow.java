package org.xiangqiao.server.bulkimport;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.bulkimport.ImportProgress.Place;
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
    return resource.fhirType() + "/" + id();
  }

  private String id() {
    return resource.getIdElement().getIdPart();
  }

  Place place() {
    return new Place(number, line, position, length, resource == null ? null : id());
  }

  long end() {
    return position + length;
  }
}
