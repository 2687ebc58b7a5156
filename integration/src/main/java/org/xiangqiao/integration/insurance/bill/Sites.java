package org.xiangqiao.integration.insurance.bill;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;

/** Where a visit is, and under whose code it is settled (结算机构). */
final class Sites {

  /**
   * @param institution {@code fixmedins_code} that is sent
   * @param clinic the village clinic (村卫生室); null at the institution itself
   */
  record Site(String institution, String clinic) {}

  private final StoredBills.Institutions institutions;
  private final ClinicSettings clinics;

  Sites(StoredBills.Institutions institutions, ClinicSettings clinics) {
    this.institutions = institutions;
    this.clinics = clinics;
  }

  /** By the visit's provider; or the only institution that there is. */
  Site of(int tenant, Encounter visit) {
    Optional<String> clinic = clinics.named(tenant, visit.getServiceProvider());
    if (clinic.isPresent()) {
      return new Site(clinics.settlesUnder(clinic.get()), clinic.get());
    }
    List<String> known = institutions.of(tenant);
    String named = visit.getServiceProvider().getIdentifier().getValue();
    if (named == null && known.size() == 1) {
      return new Site(known.get(0), null);
    }
    if (named == null || !known.contains(named)) {
      throw new DeskException(Reason.INSTITUTION, "Encounter.serviceProvider.identifier");
    }
    return new Site(named, null);
  }

  /** A claim may name the clinic too; it is settled where its visit is registered. */
  Site of(int tenant, Encounter visit, Reference facility) {
    Site visited = of(tenant, visit);
    Optional<String> clinic = clinics.named(tenant, facility);
    if (clinic.isEmpty()) {
      return visited;
    }
    boolean elsewhere = visited.clinic() != null && !visited.clinic().equals(clinic.get());
    if (elsewhere || !clinics.settlesUnder(clinic.get()).equals(visited.institution())) {
      throw new DeskException(Reason.INSTITUTION, "Claim.facility");
    }
    return new Site(visited.institution(), clinic.get());
  }
}
