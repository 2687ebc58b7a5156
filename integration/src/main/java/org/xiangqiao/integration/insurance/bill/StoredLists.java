package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.Admission;
import org.xiangqiao.mappings.insurance.fhir.ListedStay;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.mappings.insurance.fhir.SettlementListMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitNumbers;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;

/**
 * Settlement lists (结算清单) as the platform wants them, from the store: a settled stay and all of it.
 */
public final class StoredLists {

  /** More operations in one stay of a township centre are a mistake. */
  private static final String MOST = "100";

  private static final String SETTLED =
      """
      select settlement, visit from insurance_booking
      where tenant_id = ? and case_id = ? and not refund
      order by booked_at desc limit 1
      """;

  private final JdbcTemplate jdbc;
  private final FhirStore store;
  private final FhirContext fhir;
  private final StoredParts parts;
  private final NationalCoding coding;
  private final Function<String, FieldCheck> checks;
  private final SettlementListMessages messages;
  private final Clock clock;

  /**
   * @param checks of an institution's province
   */
  public StoredLists(
      JdbcTemplate jdbc,
      FhirStore store,
      FhirContext fhir,
      CasePapers papers,
      Function<String, FieldCheck> checks,
      SettlementListMessages messages,
      Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.fhir = fhir;
    this.parts = new StoredParts(store, fhir, papers);
    this.coding = new NationalCoding(jdbc);
    this.checks = checks;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * What travels, and where the patient is insured.
   *
   * @param person number of the person ({@code psn_no})
   */
  public record Upload(Payload input, String person, String insuredDistrict) {

    /** Without what it says. */
    @Override
    public String toString() {
      return "Upload";
    }
  }

  /** As it was settled. */
  public Claim claim(InsuranceCase settled) {
    return parts.claim(settled);
  }

  /**
   * @throws org.xiangqiao.integration.insurance.run.DossierException if it lacks what the platform
   *     wants
   * @throws DeskException if a resource of it is gone
   */
  public Upload upload(InsuranceCase settled, SettlementListForm form) {
    Upload upload = read(settled, form);
    new StoredChecks(checks.apply(settled.institution()), List.of())
        .refuse(SettlementListMessages.INFNO, upload.input());
    return upload;
  }

  /** What would travel by now, complete or not. */
  public Payload input(InsuranceCase settled, SettlementListForm form) {
    return read(settled, form).input();
  }

  private Upload read(InsuranceCase settled, SettlementListForm form) {
    Caller caller = settled.caller();
    Claim claim = claim(settled);
    String stayId = StoredBills.encounter(claim);
    Encounter stay = parts.read(caller, Encounter.class, stayId, "Claim.item.encounter");
    Coverage coverage = parts.coverage(settled);
    List<Condition> conditions = new ArrayList<>(parts.conditions(caller, claim));
    conditions.addAll(parts.conditions(caller, Admission.of(stay)));
    coding.fill(caller.tenantId(), settled.institution(), claim, stay, conditions);
    Numbers numbers = numbers(settled);
    Payload input =
        messages.upload(
            new ListedStay(
                claim,
                stay,
                patient(caller, claim),
                conditions,
                operations(caller, stayId),
                VisitNumbers.of(numbers.visit(), coverage),
                numbers.settlement()),
            form,
            clock.instant());
    return new Upload(
        input, coverage.getSubscriberId(), coverage.getPayorFirstRep().getIdentifier().getValue());
  }

  private record Numbers(String settlement, String visit) {}

  private Numbers numbers(InsuranceCase settled) {
    return jdbc
        .query(
            SETTLED,
            (row, number) -> new Numbers(row.getString(1), row.getString(2)),
            settled.caller().tenantId(),
            settled.id())
        .stream()
        .findFirst()
        .orElseThrow(() -> new DeskException(Reason.NO_LIST, "Claim"));
  }

  private Patient patient(Caller caller, Claim claim) {
    return StoredParts.id(claim.getPatient(), "Patient")
        .flatMap(id -> parts.find(caller, Patient.class, id))
        .orElseGet(Patient::new);
  }

  /** Those that were done in the stay, in their order. */
  private List<Procedure> operations(Caller caller, String stayId) {
    return store
        .search(
            caller,
            new SearchRequest(
                "Procedure",
                Map.of(
                    "encounter", List.of("Encounter/" + stayId),
                    "status", List.of("completed"),
                    "_sort", List.of("date"),
                    "_count", List.of(MOST)),
                false))
        .matches()
        .stream()
        .map(found -> fhir.newJsonParser().parseResource(Procedure.class, found.json()))
        .toList();
  }
}
