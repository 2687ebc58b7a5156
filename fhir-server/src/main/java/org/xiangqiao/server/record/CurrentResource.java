package org.xiangqiao.server.record;

import java.util.Optional;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** The current version of a resource, or the same refusals as of a read (R4 http.html#read). */
final class CurrentResource {

  private final FhirStore store;

  CurrentResource(FhirStore store) {
    this.store = store;
  }

  StoredResource read(Caller caller, String type, String id) {
    return store
        .read(caller, type, id)
        .filter(found -> !found.deleted())
        .orElseThrow(() -> missing(caller, type, id));
  }

  /** Why there is none. */
  FaultException missing(Caller caller, String type, String id) {
    Optional<StoredResource> found = store.read(caller, type, id);
    return found.isPresent() && found.get().deleted()
        ? RestFaults.gone(type, id).exception()
        : RestFaults.notFound(type, id).exception();
  }
}
