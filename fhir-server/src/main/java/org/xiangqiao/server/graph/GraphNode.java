package org.xiangqiao.server.graph;

import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoredResource;

/**
 * A resource of the graph.
 *
 * @param stored its text, as it goes out
 * @param model to be looked into
 */
record GraphNode(StoredResource stored, Resource model) {

  String address() {
    return stored.type() + "/" + stored.id();
  }

  /** Type, id and version. */
  String version() {
    return address() + "/" + stored.version();
  }
}
