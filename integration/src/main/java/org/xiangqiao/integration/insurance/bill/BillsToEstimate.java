package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Period;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;
import org.xiangqiao.mappings.insurance.fhir.CoverageIdentities;
import org.xiangqiao.programmes.benefit.Bill;
import org.xiangqiao.programmes.benefit.BillLine;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.benefit.Identity;
import org.xiangqiao.programmes.benefit.ItemClass;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * Reads bills for an estimate (待遇测算): classes of items (收费项目等级) from the catalogue 1312 as it was
 * fetched, identities from the Coverage.
 */
public final class BillsToEstimate {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final String CLASSES =
      """
      select code, fields ->> 'chrgitm_lv' from insurance_catalogue_row
      where tenant_id = ? and catalogue = '1312' and code = any(?) and valid
      """;

  private final JdbcTemplate jdbc;
  private final StoredParts parts;
  private final Sites sites;
  private final NationalCoding coding;
  private final Function<String, CareLevel> levels;

  /**
   * @param levels of institutions
   */
  public BillsToEstimate(
      JdbcTemplate jdbc,
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      StoredBills.Institutions institutions,
      ClinicSettings clinics,
      Function<String, CareLevel> levels) {
    this.jdbc = jdbc;
    this.parts = new StoredParts(store, fhir, papers);
    this.sites = new Sites(institutions, clinics);
    this.coding = new NationalCoding(jdbc);
    this.levels = levels;
  }

  /**
   * A bill to be estimated.
   *
   * @param district where the patient is insured (参保地), or null
   * @param unknown lines whose item the catalogue does not have
   */
  public record Read(Bill bill, String district, int unknown) {}

  /**
   * Empty if a line has no amount, or the kind of visit is missing.
   *
   * @param claim as it came, stored or not; is not changed
   */
  public Optional<Read> read(Caller caller, Claim claim, LocalDate day) {
    String medicalType = new ClaimFields(claim).medicalType();
    boolean whole = claim.getItem().stream().allMatch(BillsToEstimate::whole);
    String encounter = StoredBills.encounter(claim);
    if (medicalType == null || !whole || !claim.hasItem() || encounter == null) {
      return Optional.empty();
    }
    Encounter visit = parts.read(caller, Encounter.class, encounter, "Claim.item.encounter");
    String institution = sites.of(caller.tenantId(), visit, claim.getFacility()).institution();
    Claim national = claim.copy();
    coding.fill(caller.tenantId(), institution, national, visit, List.of());
    Map<String, ItemClass> classes = classes(caller.tenantId(), national);
    List<BillLine> lines = new ArrayList<>();
    int unknown = 0;
    for (ItemComponent item : national.getItem()) {
      ItemClass known = classes.get(ClaimFields.nationalItem(item));
      unknown += known == null ? 1 : 0;
      lines.add(line(item, known == null ? ItemClass.C : known));
    }
    Coverage coverage =
        parts.read(caller, Coverage.class, StoredParts.coverage(claim), "Claim.insurance.coverage");
    Bill bill =
        new Bill(
            lines,
            medicalType,
            levels.apply(institution),
            day,
            identities(coverage),
            null,
            null,
            null,
            null,
            null);
    return Optional.of(
        new Read(bill, coverage.getPayorFirstRep().getIdentifier().getValue(), unknown));
  }

  private static boolean whole(ItemComponent item) {
    return notNegative(item.getNet().getValue())
        && notNegative(item.getQuantity().getValue())
        && notNegative(item.getUnitPrice().getValue());
  }

  private static boolean notNegative(BigDecimal value) {
    return value != null && value.signum() >= 0;
  }

  private static BillLine line(ItemComponent item, ItemClass itemClass) {
    return new BillLine(
        String.valueOf(item.getSequence()),
        itemClass,
        item.getNet().getValue(),
        item.getQuantity().getValue(),
        item.getUnitPrice().getValue(),
        null,
        null);
  }

  private Map<String, ItemClass> classes(int tenantId, Claim claim) {
    Map<String, ItemClass> classes = new HashMap<>();
    jdbc.query(
        CLASSES,
        row -> {
          String code = row.getString(1);
          String level = row.getString(2);
          Arrays.stream(ItemClass.values())
              .filter(one -> one.code().equals(level))
              .forEach(one -> classes.put(code, one));
        },
        tenantId,
        claim.getItem().stream()
            .map(ClaimFields::nationalItem)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(String[]::new));
    return classes;
  }

  private static List<Identity> identities(Coverage coverage) {
    return CoverageIdentities.of(coverage).stream()
        .filter(one -> one.period().hasStart())
        .map(one -> new Identity(one.code(), day(one.period().getStart()), end(one.period())))
        .toList();
  }

  private static LocalDate end(Period period) {
    return period.hasEnd() ? day(period.getEnd()) : null;
  }

  private static LocalDate day(Date date) {
    return date.toInstant().atZone(CHINA).toLocalDate();
  }
}
