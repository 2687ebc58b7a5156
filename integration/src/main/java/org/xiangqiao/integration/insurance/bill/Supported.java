package org.xiangqiao.integration.insurance.bill;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;

/** What this version settles (支持范围): everything else is refused before anything is sent. */
final class Supported {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** 28 days of life, and the day of birth. */
  private static final Duration NEWBORN = Duration.ofDays(29);

  private Supported() {}

  /** No accidents (意外伤害, 2507). */
  static void bill(Claim claim) {
    unless(!claim.hasAccident(), "Claim.accident");
  }

  /** A stay is settled as a whole (不支持中途结算、跨年结算). */
  static void stay(Claim claim, Encounter stay) {
    unless(!"1".equals(ClaimFields.supporting(claim, "mid_setl_flag")), "Claim.supportingInfo");
    unless(
        !stay.getPeriod().hasStart()
            || !stay.getPeriod().hasEnd()
            || year(stay.getPeriod().getStart()) == year(stay.getPeriod().getEnd()),
        "Encounter.period");
  }

  /**
   * Who has no number yet because of the age (新生儿) is settled once it is there.
   *
   * @param patient may be null
   */
  static void unnumbered(Patient patient, Encounter visit) {
    Date born = patient == null ? null : patient.getBirthDate();
    boolean newborn =
        born != null
            && visit.getPeriod().hasStart()
            && !visit.getPeriod().getStart().toInstant().isAfter(born.toInstant().plus(NEWBORN));
    unless(!newborn, "Coverage.subscriberId");
  }

  /** Patients of other districts (异地就医) as far as the province settles them here. */
  static void district(Coverage coverage, Predicate<String> settled) {
    String insured = coverage.getPayorFirstRep().getIdentifier().getValue();
    if (insured != null && !settled.test(insured)) {
      throw new DeskException(Reason.CROSS_DISTRICT, "Coverage.payor.identifier", insured);
    }
  }

  static void unless(boolean supported, String place) {
    if (!supported) {
      throw new DeskException(Reason.NOT_SUPPORTED, place, place);
    }
  }

  private static int year(Date moment) {
    return moment.toInstant().atZone(CHINA).getYear();
  }
}
