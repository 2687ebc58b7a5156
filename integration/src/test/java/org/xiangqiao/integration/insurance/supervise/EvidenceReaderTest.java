package org.xiangqiao.integration.insurance.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.supervision.ClaimedBill;
import org.xiangqiao.programmes.supervision.ClaimedLine;
import org.xiangqiao.programmes.supervision.Evidence;
import org.xiangqiao.programmes.supervision.Insured;
import org.xiangqiao.programmes.supervision.Stay;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** What a bill is checked against, from a real database. */
class EvidenceReaderTest {

  private static final Caller EMR = new Caller(1, "emr", "centre", "request");
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final String XIANGQIAO = "https://fhir.xiangqiao.org/StructureDefinition/";
  private static final String CENTRE = "H99010100001";
  private static final byte[] PERSON = {1};

  private HikariDataSource pool;
  private FhirStore store;
  private JdbcTemplate jdbc;
  private EvidenceReader reader;
  private String patient;
  private String elsewhere;
  private int keys;

  @BeforeEach
  void open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(TestPostgres.jdbcUrl());
    config.setMaximumPoolSize(2);
    pool = new HikariDataSource(config);
    jdbc = new JdbcTemplate(pool);
    store = FhirStores.open(pool, FHIR, StoreSettings.defaults(), List.of()).store();
    reader =
        new EvidenceReader(
            store,
            FHIR,
            new CasePapers(store, FHIR),
            new OtherClaims(jdbc),
            new NationalCoding(jdbc));
    Patient resident = new Patient().setGender(AdministrativeGender.FEMALE);
    resident.setBirthDateElement(new DateType("1970-01-01"));
    resident.setDeceased(new DateTimeType("2026-05"));
    patient = create(resident);
    elsewhere = outpatientVisit();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private String create(Resource resource) {
    return store
        .write(EMR, List.of(new WriteOperation.Create(resource, null, null)))
        .get(0)
        .resource()
        .id();
  }

  private String encounter(String kind, EncounterStatus status, String from, String to) {
    Encounter visit = new Encounter().setStatus(status);
    visit.setClass_(
        new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", kind, "a visit"));
    visit.setSubject(new Reference("Patient/" + patient));
    visit.setPeriod(new Period().setStartElement(new DateTimeType(from)));
    if (to != null) {
      visit.getPeriod().setEndElement(new DateTimeType(to));
    }
    visit.setServiceProvider(
        new Reference()
            .setIdentifier(
                new Identifier().setSystem(InsuranceSystems.INSTITUTION).setValue(CENTRE)));
    visit.addReasonCode(concept("http://hl7.org/fhir/sid/icd-10", "I10.x00"));
    visit
        .getHospitalization()
        .setDischargeDisposition(concept(InsuranceSystems.dictionary("dscg_way"), "2"));
    return create(visit);
  }

  private Claim claim(String visit, String type) {
    Claim claim = new Claim();
    claim.setStatus(Claim.ClaimStatus.ACTIVE);
    claim.setUse(Claim.Use.CLAIM);
    claim.setType(concept("http://terminology.hl7.org/CodeSystem/claim-type", type));
    claim.setPatient(new Reference("Patient/" + patient));
    claim.setCreatedElement(new DateTimeType("2026-06-01"));
    claim
        .addDiagnosis()
        .setSequence(1)
        .setDiagnosis(concept("http://hl7.org/fhir/sid/icd-10", "J18.900"));
    claim
        .addSupportingInfo()
        .setSequence(7)
        .setCategory(concept(InsuranceSystems.FIELD, "prd_days"))
        .setValue(new Quantity(5));
    ItemComponent item = claim.addItem().setSequence(1);
    item.addExtension(XIANGQIAO + "fee-line-number", new StringType("L1"));
    item.addExtension(XIANGQIAO + "charged-at", new DateTimeType("2026-06-01T01:20:00Z"));
    item.addExtension(XIANGQIAO + "drug-trace-code", new StringType("81234567890123456789"));
    item.setProductOrService(concept(InsuranceSystems.ITEM, "XEX-TABLET-5"));
    item.addModifier(concept(InsuranceSystems.dictionary("hosp_appr_flag"), "1"));
    item.addInformationSequence(7);
    item.getQuantity().setValue(3);
    item.setUnitPrice(money("10.00"));
    item.setNet(money("30.00"));
    item.addEncounter(new Reference("Encounter/" + visit));
    claim.addItem().setSequence(2).setProductOrService(concept(InsuranceSystems.ITEM, "OTHER"));
    claim.setTotal(money("30.00"));
    return claim;
  }

  private static Money money(String amount) {
    return new Money().setCurrency("CNY").setValue(new BigDecimal(amount));
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }

  private InsuranceCase noted(byte[] person, Claim claim) {
    String id = create(claim);
    InsuranceCase added =
        new InsuranceCase(
            EMR,
            0,
            CENTRE,
            InsuranceCase.Kind.CLAIM,
            "urn:emr|" + keys++,
            new byte[] {0},
            null,
            person,
            id,
            "coverage",
            "response",
            1L,
            1L,
            Goal.SETTLE,
            BookingState.CREATED,
            true);
    return new Cases(jdbc).add(added, Duration.ofMinutes(1)).orElseThrow();
  }

  private InsuranceCase other(String state, boolean open, String created) {
    InsuranceCase other = noted(PERSON, claim(elsewhere, "professional"));
    jdbc.update(
        "update insurance_case set state = ?, open = ?, created_at = ?::timestamptz"
            + " where case_id = ?",
        state,
        open,
        created,
        other.id());
    return other;
  }

  private Evidence read(InsuranceCase mine) {
    return reader.of(mine, CareLevel.TOWNSHIP).orElseThrow().evidence();
  }

  private String outpatientVisit() {
    return encounter("AMB", EncounterStatus.INPROGRESS, "2026-06-01T09:00:00+08:00", null);
  }

  @Test
  void aLineAndItsPatientAreReadInChina() {
    Evidence evidence = read(noted(PERSON, claim(outpatientVisit(), "professional")));

    assertThat(evidence.person())
        .isEqualTo(
            new Insured(Insured.Sex.FEMALE, LocalDate.of(1970, 1, 1), LocalDate.of(2026, 5, 31)));
    ClaimedBill bill = evidence.bill();
    assertThat(bill.stay()).isNull();
    assertThat(bill.day()).isEqualTo(LocalDate.of(2026, 6, 1));
    assertThat(bill.diagnoses()).containsExactly("J18.900");
    assertThat(bill.total()).isEqualByComparingTo("30.00");
    ClaimedLine line = bill.lines().get(0);
    assertThat(line.number()).isEqualTo("L1");
    assertThat(line.item()).isEqualTo("XEX-TABLET-5");
    assertThat(line.day()).isEqualTo(LocalDate.of(2026, 6, 1));
    assertThat(line.time()).isEqualTo(LocalTime.of(9, 20));
    assertThat(line.days()).isEqualByComparingTo("5");
    assertThat(line.traced()).isTrue();
    assertThat(line.approval()).isEqualTo("1");
    ClaimedLine bare = bill.lines().get(1);
    assertThat(bare.day()).as("the claim's day").isEqualTo(LocalDate.of(2026, 6, 1));
    assertThat(bare.time()).isNull();
    assertThat(bare.days()).isNull();
    assertThat(bare.traced()).isFalse();
  }

  @Test
  void onlyBillsCountThatAreSettledOrWillBeBefore() {
    Claim mine = claim(outpatientVisit(), "professional");
    other("booked", false, "2026-06-02");
    other("needs-person", false, "2026-06-02");
    other("sent", true, "2026-06-02");
    other("refused", false, "2026-06-02");
    other("cancelled-not-resettled", false, "2026-06-02");
    other("booked", false, "2026-01-02");
    noted(new byte[] {2}, claim(elsewhere, "professional"));
    InsuranceCase noted = noted(PERSON, mine);
    assertThat(read(noted).others()).as("booked, to be found out, under way before").hasSize(3);

    InsuranceCase later = other("sent", true, "2026-06-02");
    assertThat(read(noted).others()).as("a later one is told of this").hasSize(3);
    jdbc.update("update insurance_case set goal = 'cancel' where case_id = ?", later.id());
    assertThat(read(noted).others()).as("booked until the cancel is").hasSize(4);
  }

  @Test
  void staysHaveTheDiagnosisOfTheirBillElseTheirReason() {
    String before =
        encounter(
            "IMP",
            EncounterStatus.FINISHED,
            "2026-05-10T09:00:00+08:00",
            "2026-05-20T23:30:00+08:00");
    encounter("IMP", EncounterStatus.PLANNED, "2026-05-30T09:00:00+08:00", null);
    encounter("IMP", EncounterStatus.CANCELLED, "2026-05-30T09:00:00+08:00", null);
    encounter(
        "IMP", EncounterStatus.FINISHED, "2026-01-10T09:00:00+08:00", "2026-01-20T09:00:00+08:00");
    String stay = encounter("IMP", EncounterStatus.INPROGRESS, "2026-05-30T09:00:00+08:00", null);
    Condition pneumonia = new Condition();
    pneumonia.setSubject(new Reference("Patient/" + patient));
    pneumonia.setCode(concept("http://hl7.org/fhir/sid/icd-10", "J15.900"));
    Claim mine = claim(stay, "institutional");
    mine.addDiagnosis()
        .setSequence(2)
        .setDiagnosis(new Reference("Condition/" + create(pneumonia)))
        .addType(new CodeableConcept(new Coding().setCode("principal")));

    Evidence evidence = read(noted(PERSON, mine));
    assertThat(evidence.bill().diagnoses()).containsExactly("J18.900", "J15.900");
    assertThat(evidence.bill().stay())
        .isEqualTo(new Stay(stay, CENTRE, LocalDate.of(2026, 5, 30), null, "J15.900", true));
    assertThat(evidence.stays())
        .containsExactlyInAnyOrder(
            evidence.bill().stay(),
            new Stay(
                before,
                CENTRE,
                LocalDate.of(2026, 5, 10),
                LocalDate.of(2026, 5, 20),
                "I10.x00",
                true));

    InsuranceCase bill = noted(PERSON, claim(before, "institutional"));
    jdbc.update(
        "update insurance_case set state = 'booked', open = false where case_id = ?", bill.id());
    assertThat(read(noted(PERSON, mine.copy())).stays())
        .filteredOn(one -> one.visit().equals(before))
        .singleElement()
        .satisfies(one -> assertThat(one.diagnosis()).isEqualTo("J18.900"));
  }

  @Test
  void onlyIcdCodesAreDiagnosesToTheRules() {
    Claim mine = claim(outpatientVisit(), "professional");
    mine.getDiagnosis().clear();
    mine.addDiagnosis()
        .setSequence(1)
        .setDiagnosis(concept("https://emr.example/tcm", "A17.19.02.01"))
        .addType(new CodeableConcept(new Coding().setCode("principal")));
    mine.addDiagnosis()
        .setSequence(2)
        .setDiagnosis(
            concept("https://emr.example/diagnosis", "J06.9")
                .addCoding(
                    new Coding().setSystem(InsuranceSystems.DIAGNOSIS).setCode("e11.900x001")));

    assertThat(read(noted(PERSON, mine)).bill().diagnoses()).containsExactly("E11.900x001");

    mine.getDiagnosis().remove(1);
    assertThat(read(noted(PERSON, mine)).bill().diagnoses())
        .as("Chinese medicine only: nothing is known")
        .isEmpty();
  }

  @Test
  void theOtherBillsOfAPersonComeFromAnIndex() {
    String plan =
        jdbc.execute(
            (ConnectionCallback<String>)
                connection -> {
                  JdbcTemplate same =
                      new JdbcTemplate(new SingleConnectionDataSource(connection, true));
                  same.execute("set enable_seqscan = off");
                  return String.join(
                      "\n",
                      same.queryForList(
                          "explain select resource_id from insurance_case where tenant_id = 1"
                              + " and person = '\\x01' and kind = 'claim' and created_at >= now()",
                          String.class));
                });
    assertThat(plan).contains("insurance_case_person");
  }
}
