package org.xiangqiao.integration.insurance.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings.Clinic;
import org.xiangqiao.integration.insurance.desk.DeskException;

class SitesTest {

  private static final String CENTRE = "H99010100001";
  private static final String OWN = "V99010100001";
  private static final String OF_CENTRE = "V99010100002";

  private final Sites sites =
      new Sites(
          tenant -> List.of(CENTRE, OWN),
          new ClinicSettings(
              Map.of(
                  OWN, new Clinic(1, "一村", CENTRE, true, null),
                  OF_CENTRE, new Clinic(1, "二村", CENTRE, false, "village"))));

  private static Reference named(String code) {
    return new Reference().setIdentifier(new Identifier().setValue(code));
  }

  private static Encounter at(Reference provider) {
    return new Encounter().setServiceProvider(provider);
  }

  @Test
  void aClinicSettlesUnderItsOwnCodeOrItsCentres() {
    assertThat(sites.of(1, at(named(CENTRE)))).isEqualTo(new Sites.Site(CENTRE, null));
    assertThat(sites.of(1, at(named(OWN)))).isEqualTo(new Sites.Site(OWN, OWN));
    assertThat(sites.of(1, at(named(OF_CENTRE)))).isEqualTo(new Sites.Site(CENTRE, OF_CENTRE));
    assertThat(sites.of(1, at(new Reference("Organization/village"))))
        .isEqualTo(new Sites.Site(CENTRE, OF_CENTRE));
  }

  @Test
  void aClaimNamesAClinicThatSettlesWhereTheVisitIsRegistered() {
    assertThat(sites.of(1, at(named(CENTRE)), named(OF_CENTRE)))
        .isEqualTo(new Sites.Site(CENTRE, OF_CENTRE));
    assertThat(sites.of(1, at(named(CENTRE)), named("a ward")))
        .isEqualTo(new Sites.Site(CENTRE, null));
    refused(at(named(CENTRE)), named(OWN), "Claim.facility");
    refused(at(named(OWN)), named(OF_CENTRE), "Claim.facility");
  }

  @Test
  void whoIsNotConfiguredIsRefused() {
    refused(at(named("H99")), new Reference(), "Encounter.serviceProvider.identifier");
  }

  private void refused(Encounter visit, Reference facility, String place) {
    assertThatThrownBy(() -> sites.of(1, visit, facility))
        .isInstanceOfSatisfying(
            DeskException.class, refused -> assertThat(refused.place()).isEqualTo(place));
  }
}
