package org.xiangqiao.store.search;

import org.hl7.fhir.r4.model.Resource;

/** Compares full values in the body of a candidate that hashes or folded texts brought up. */
@FunctionalInterface
interface BodyCheck {

  boolean matches(Resource resource);
}
