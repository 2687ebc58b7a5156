package org.xiangqiao.integration.mllp;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Organization;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Every record refers to the health centre (卫生院) that sent it: its Organization is there before the
 * partner's first message of this run is written. One that exists is left as it is.
 */
class SenderOrganizations {

  private final FhirStore store;
  private final Set<String> present = ConcurrentHashMap.newKeySet();

  SenderOrganizations(FhirStore store) {
    this.store = store;
  }

  void ensure(Partner partner, Caller caller) {
    if (present.contains(partner.id())) {
      return;
    }
    Optional<StoredResource> stored =
        store.read(caller, "Organization", partner.organization().id());
    if (stored.filter(organization -> !organization.deleted()).isEmpty()) {
      Organization organization = new Organization();
      organization.setId(partner.organization().id());
      organization.setActive(true).setName(partner.organization().name());
      store.write(
          caller, java.util.List.of(new WriteOperation.Update(organization, null, null, null)));
    }
    present.add(partner.id());
  }
}
