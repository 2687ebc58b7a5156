package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Resource;

/** Turns a resource into its index values. Pure; the hash key is given at construction. */
@FunctionalInterface
public interface ResourceIndexer {

  IndexValues index(int tenantId, Resource resource);
}
