package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Audit of charges by the platform (明细审核): 3101 before they go up (事前分析), 3102 before the
 * settlement (事中分析); both have the same fields. A field that no element fills is taken from {@code
 * supportingInfo} under the platform's key, else from the province's values, else left out.
 */
public final class AuditMessages {

  private static final String YES = "1";
  private static final String NO = "0";
  private static final String ORDERS = "fsi_order_dtos";

  private final AuditedBill bill;
  private final String visit;
  private final PricedLines priced;
  private final Map<String, String> values;
  private final SupportingFields supporting;
  private final ClaimFields fields;
  private final CareTeam team;

  /**
   * @param visit {@code mdtrt_id}
   * @param priced what the platform told of the lines, {@code result} of 2204 or 2301; empty before
   * @param values of the province, by the platform's key
   */
  public AuditMessages(
      AuditedBill bill, String visit, List<Row> priced, Map<String, String> values) {
    this.bill = bill;
    this.visit = visit;
    this.priced = new PricedLines(priced);
    this.values = Map.copyOf(values);
    this.supporting = new SupportingFields(bill.claim());
    this.fields = new ClaimFields(bill.claim());
    this.team = new CareTeam(bill.claim());
  }

  /** 3101 明细审核事前分析服务 and 3102 明细审核事中分析服务. */
  public Payload ask() {
    return Payload.of(
        "data",
        Row.builder()
            .put("syscode", other("syscode"))
            .put("trig_scen", other("trig_scen"))
            .put("patient_dtos", List.of(patient()))
            .build());
  }

  private Row patient() {
    Patient patient = bill.patient();
    return Row.builder()
        .put("patn_id", bill.coverage().getSubscriberId())
        .put("patn_name", PersonNames.of(patient))
        .put("gend", sex(patient.getGender()))
        .put("brdy", patient.hasBirthDate() ? patient.getBirthDateElement().asStringValue() : null)
        .put("poolarea", insuredDistrict())
        .put("curr_mdtrt_id", visit)
        .put("fsi_encounter_dtos", List.of(encounter()))
        .build();
  }

  private Row encounter() {
    Diagnoses diagnoses =
        new Diagnoses(
            bill.claim(), bill.conditions(), VisitNumbers.of(visit, bill.coverage()), null);
    Optional<DiagnosisComponent> main = diagnoses.main();
    String department =
        VisitMessages.department(bill.encounter()).map(Coding::getCode).orElse(null);
    String departmentName = VisitMessages.departmentName(bill.encounter());
    Row.Builder row =
        Row.builder()
            .put("mdtrt_id", visit)
            .put("medins_id", bill.institution().code())
            .put("medins_name", bill.institution().name())
            .put("medins_admdvs", bill.district())
            .put("bedno", StayMessages.bed(bill.encounter()))
            .put("adm_date", Values.date(bill.encounter().getPeriod().getStartElement()))
            .put("dscg_date", Values.date(end()))
            .put(
                "dscg_main_dise_codg",
                main.map(diagnoses::coding).map(Coding::getCode).orElse(null))
            .put("dscg_main_dise_name", main.map(diagnoses::name).orElse(null))
            .put("dr_codg", VisitMessages.doctor(bill.encounter()).code())
            .put("adm_dept_codg", department)
            .put("adm_dept_name", departmentName)
            .put("dscg_dept_codg", department)
            .put("dscg_dept_name", departmentName)
            .put("med_type", fields.medicalType())
            .put("medfee_sumamt", fields.total())
            .put("insutype", VisitNumbers.of(visit, bill.coverage()).insuranceType())
            .put("out_setl_flag", bill.district().equals(insuredDistrict()) ? NO : YES)
            .put(
                "fsi_diagnose_dtos",
                bill.claim().getDiagnosis().stream().map(one -> disease(one, diagnoses)).toList())
            .put(ORDERS, bill.claim().getItem().stream().map(this::order).toList());
    for (String key :
        List.of(
            "medins_type",
            "medins_lv",
            "wardarea_codg",
            "wardno",
            "med_mdtrt_type",
            "matn_stas",
            "reim_flag")) {
      row.put(key, other(key));
    }
    return row.put("setl_totlnum", number(other("setl_totlnum")))
        .put("ownpay_amt", priced.ownExpense().orElseGet(() -> number(other("ownpay_amt"))))
        .put("selfpay_amt", priced.ownShare().orElseGet(() -> number(other("selfpay_amt"))))
        .build();
  }

  private static Row disease(DiagnosisComponent diagnosis, Diagnoses diagnoses) {
    return Row.builder()
        .put("dise_codg", diagnoses.coding(diagnosis).getCode())
        .put("dise_name", diagnoses.name(diagnosis))
        .build();
  }

  /** A line; its number (费用明细流水号) stands for the order, so that hits name the line. */
  private Row order(ItemComponent item) {
    String line = ClaimFields.lineNumber(item);
    CareTeam.Member doctor = team.of(item, CareTeam.ORDERS, InsuranceSystems.STAFF);
    CareTeam.Member department = team.of(item, CareTeam.ORDERS, InsuranceSystems.DEPARTMENT);
    CodeableConcept product = item.getProductOrService();
    Coding national = Values.coding(product, InsuranceSystems.ITEM).orElse(null);
    Row.Builder row =
        Row.builder()
            .put("rx_id", line)
            .put("rxno", fields.prescription() == null ? line : fields.prescription())
            .put("hilist_code", ClaimFields.nationalItem(item))
            .put("hilist_name", Values.name(product, national))
            .put("hilist_lv", priced.level(line).orElseGet(() -> other(item, "hilist_lv")))
            .put("hosplist_code", ClaimFields.localItem(item))
            .put("hosplist_name", localName(product))
            .put("cnt", item.getQuantity().getValue())
            .put("pric", item.getUnitPrice().getValue())
            .put("sumamt", Values.exact(item.getNet().getValue()))
            .put("spec_unt", item.getQuantity().getUnit())
            .put("drord_begn_date", charged(item))
            .put("drord_dept_codg", department.code())
            .put("drord_dept_name", department.name())
            .put("drord_dr_codg", doctor.code())
            .put("drord_dr_name", doctor.name());
    for (String key :
        List.of(
            "grpno",
            "long_drord_flag",
            "hilist_type",
            "chrg_type",
            "drord_bhvr",
            "hilist_dosform",
            "hosplist_dosform",
            "spec",
            "drord_stop_date",
            "drord_dr_profttl",
            "curr_drord_flag")) {
      row.put(key, other(item, key));
    }
    return row.put("hilist_pric", number(other(item, "hilist_pric")))
        .put(
            "ownpay_amt",
            priced.ownExpense(line).orElseGet(() -> number(other(item, "ownpay_amt"))))
        .put(
            "selfpay_amt",
            priced.ownShare(line).orElseGet(() -> number(other(item, "selfpay_amt"))))
        .build();
  }

  private BaseDateTimeType end() {
    return bill.encounter().getPeriod().hasEnd()
        ? bill.encounter().getPeriod().getEndElement()
        : bill.claim().getCreatedElement();
  }

  private String insuredDistrict() {
    return bill.coverage().getPayorFirstRep().getIdentifier().getValue();
  }

  private static String charged(ItemComponent item) {
    String time = ClaimFields.chargedAt(item);
    return time == null ? null : time.substring(0, 10);
  }

  /** Display of the EMR's own coding, else the text. */
  private static String localName(CodeableConcept product) {
    return Values.name(
        product,
        product.getCoding().stream()
            .filter(coding -> !InsuranceSystems.ITEM.equals(coding.getSystem()))
            .findFirst()
            .orElse(null));
  }

  private static String sex(AdministrativeGender gender) {
    if (gender == AdministrativeGender.MALE) {
      return "1";
    }
    return gender == AdministrativeGender.FEMALE ? "2" : "9";
  }

  private String other(String key) {
    String own = supporting.of(key);
    return own == null ? values.get(key) : own;
  }

  private String other(ItemComponent item, String key) {
    String own = supporting.of(item, key);
    return own == null ? values.get(key) : own;
  }

  private static BigDecimal number(String text) {
    return text == null ? null : Numbers.parse(text).orElse(null);
  }
}
