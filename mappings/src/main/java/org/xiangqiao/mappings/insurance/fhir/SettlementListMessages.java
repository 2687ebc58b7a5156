package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedurePerformerComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.FieldType;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.Transaction;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * 4101A 医疗保障基金结算清单信息上传(新): the settlement list of a stay that is settled.
 *
 * <p>Every field of {@code setlinfo} may also stand in the form, or in {@code Claim.supportingInfo}
 * under the platform's key; the form wins, then the resources, then {@code supportingInfo}.
 */
public final class SettlementListMessages {

  public static final String INFNO = "4101A";

  private static final String HEAD = "setlinfo";

  /** Diagnosis-role of what a stay is found to have been about. */
  private static final String DISCHARGE = "DD";

  private static final String NATIONALITY =
      "http://hl7.org/fhir/StructureDefinition/patient-nationality";

  private final Transaction described;

  public SettlementListMessages(TransactionTable table) {
    this.described = table.transaction(INFNO);
  }

  /**
   * @param now when it is declared (申报时间)
   */
  public Payload upload(ListedStay listed, SettlementListForm form, Instant now) {
    Row.Builder head = Row.builder();
    SupportingFields supporting = new SupportingFields(listed.claim());
    for (Field field : fields(HEAD)) {
      String key = field.key();
      put(
          head,
          field,
          first(
              () -> form.fields().get(key),
              () -> ofResources(key, listed, now),
              () -> supporting.of(key)));
    }
    Map<String, List<Row>> nodes = new LinkedHashMap<>();
    nodes.put(HEAD, List.of(head.build()));
    nodes.put("opspdiseinfo", rows(form, "opspdiseinfo"));
    nodes.put("diseinfo", diagnoses(listed));
    nodes.put(
        "oprninfo", listed.operations().stream().map(SettlementListMessages::operation).toList());
    nodes.put("icuinfo", rows(form, "icuinfo"));
    nodes.put("bldinfo", rows(form, "bldinfo"));
    nodes.values().removeIf(List::isEmpty);
    return Payload.of(nodes);
  }

  /**
   * Whether a field of {@code setlinfo}, or of one of the form's nodes, is called so.
   *
   * @param node null for {@code setlinfo}
   */
  public boolean knows(String node, String key) {
    return node == null
        ? fields(HEAD).stream().anyMatch(field -> field.key().equals(key))
        : SettlementListForm.NODES.contains(node)
            && fields(node).stream().anyMatch(field -> field.key().equals(key));
  }

  private List<Field> fields(String node) {
    return described
        .node(Direction.IN, node)
        .map(Node::fields)
        .orElseThrow(() -> new IllegalArgumentException("no fields of " + INFNO + " " + node));
  }

  private List<Row> rows(SettlementListForm form, String node) {
    return form.rows().getOrDefault(node, List.of()).stream()
        .map(
            filled -> {
              Row.Builder row = Row.builder();
              fields(node).forEach(field -> put(row, field, filled.get(field.key())));
              return row.build();
            })
        .toList();
  }

  /** What is no number where one is wanted stays a text, which the checks refuse. */
  private static void put(Row.Builder row, Field field, String value) {
    Optional<BigDecimal> number =
        field.type() == FieldType.NUMBER && value != null ? Numbers.parse(value) : Optional.empty();
    if (number.isPresent()) {
      row.put(field.key(), number.get());
    } else {
      row.put(field.key(), value);
    }
  }

  /** The invoice's number that a claim named when it was settled (发票号); null if none. */
  public static String invoice(Claim claim) {
    return ClaimFields.supporting(claim, "invono");
  }

  private static String ofResources(String key, ListedStay listed, Instant now) {
    Encounter stay = listed.stay();
    Patient patient = listed.patient();
    Period period = stay.getPeriod();
    return switch (key) {
      case "psn_no" -> listed.numbers().person();
      case "mdtrt_id" -> listed.numbers().visit();
      case "setl_id" -> listed.settlement();
      case "dcla_time" -> Values.time(Values.moment(now));
      case "ntly" -> nationality(patient);
      case "curr_addr" -> address(patient.getAddressFirstRep());
      case "poscode" -> patient.getAddressFirstRep().getPostalCode();
      case "coner_name" -> PersonNames.text(contact(patient).getName());
      case "coner_tel" -> phone(contact(patient));
      case "coner_addr" -> address(contact(patient).getAddress());
      case "patn_rlts" -> dictionary(contact(patient).getRelationship(), key);
      case "adm_way" -> dictionary(List.of(stay.getHospitalization().getAdmitSource()), key);
      case "dscg_way" ->
          dictionary(List.of(stay.getHospitalization().getDischargeDisposition()), key);
      case "adm_time" -> Values.time(period.getStartElement());
      case "dscg_time" -> Values.time(period.getEndElement());
      case "setl_begn_date" -> Values.date(period.getStartElement());
      case "setl_end_date" -> Values.date(period.getEndElement());
      case "dscg_caty" -> Values.code(stay.getServiceType(), InsuranceSystems.dictionary("caty"));
      case "otp_wm_dise" -> admission(listed, Diagnoses::name);
      case "wm_dise_code" -> admission(listed, (all, one) -> all.coding(one).getCode());
      case "chfpdr_code" -> VisitMessages.doctor(stay).code();
      case SettlementListForm.INVOICE_NUMBER -> invoice(listed.claim());
      default -> null;
    };
  }

  /** Something of a diagnosis. */
  private interface Part {
    String of(Diagnoses all, DiagnosisComponent one);
  }

  private static String admission(ListedStay listed, Part part) {
    Diagnoses all =
        new Diagnoses(Admission.of(listed.stay()), listed.conditions(), listed.numbers(), null);
    return all.main().map(one -> part.of(all, one)).orElse(null);
  }

  /** Those that the stay calls its discharge's, else the claim's. */
  private static List<Row> diagnoses(ListedStay listed) {
    Encounter coded = listed.stay().copy();
    coded.getDiagnosis().removeIf(diagnosis -> !discharge(diagnosis.getUse()));
    Claim source = coded.hasDiagnosis() ? Admission.of(coded) : listed.claim();
    Diagnoses all = new Diagnoses(source, listed.conditions(), listed.numbers(), null);
    return source.getDiagnosis().stream()
        .map(
            one ->
                Row.builder()
                    .put("diag_type", Diagnoses.kind(one))
                    .put("diag_code", all.coding(one).getCode())
                    .put("diag_name", all.name(one))
                    .put(
                        "adm_cond_type",
                        Values.code(
                            one.getOnAdmission(), InsuranceSystems.dictionary("adm_cond_type")))
                    .put("maindiag_flag", all.main().filter(one::equals).isPresent() ? "1" : "0")
                    .build())
        .toList();
  }

  private static Row operation(Procedure operation) {
    Coding code =
        Values.coding(operation.getCode(), InsuranceSystems.OPERATION)
            .orElseGet(() -> operation.getCode().getCodingFirstRep());
    return Row.builder()
        .put("oprn_oprt_type", dictionary(List.of(operation.getCategory()), "oprn_oprt_type"))
        .put("oprn_oprt_name", Values.name(operation.getCode(), code))
        .put("oprn_oprt_code", code.getCode())
        .put("anst_way", dictionary(operation.getUsedCode(), "anst_way"))
        .put("oper_dr_code", performer(operation, false))
        .put("anst_dr_code", performer(operation, true))
        .put("oprn_oprt_begntime", begin(operation))
        .put(
            "oprn_oprt_endtime",
            operation.hasPerformedPeriod()
                ? Values.time(operation.getPerformedPeriod().getEndElement())
                : null)
        .build();
  }

  private static String begin(Procedure operation) {
    return operation.hasPerformedPeriod()
        ? Values.time(operation.getPerformedPeriod().getStartElement())
        : operation.hasPerformedDateTimeType()
            ? Values.time(operation.getPerformedDateTimeType())
            : null;
  }

  /** The anaesthetist's function is coded {@code anst_dr_code} in the system of fields. */
  private static String performer(Procedure operation, boolean anaesthetist) {
    return operation.getPerformer().stream()
        .filter(
            performer ->
                anaesthetist
                    == "anst_dr_code"
                        .equals(Values.code(performer.getFunction(), InsuranceSystems.FIELD)))
        .map(ProcedurePerformerComponent::getActor)
        .filter(actor -> InsuranceSystems.STAFF.equals(actor.getIdentifier().getSystem()))
        .map(actor -> actor.getIdentifier().getValue())
        .findFirst()
        .orElse(null);
  }

  private static boolean discharge(CodeableConcept use) {
    return use.getCoding().stream().anyMatch(coding -> DISCHARGE.equals(coding.getCode()));
  }

  private static String nationality(Patient patient) {
    return Optional.ofNullable(patient.getExtensionByUrl(NATIONALITY))
        .map(extension -> extension.getExtensionByUrl("code"))
        .map(Extension::getValue)
        .filter(CodeableConcept.class::isInstance)
        .map(value -> dictionary(List.of((CodeableConcept) value), "ntly"))
        .orElse(null);
  }

  private static ContactComponent contact(Patient patient) {
    return patient.hasContact() ? patient.getContactFirstRep() : new ContactComponent();
  }

  private static String phone(ContactComponent contact) {
    return contact.getTelecom().stream()
        .filter(one -> one.getSystem() == ContactPointSystem.PHONE)
        .map(ContactPoint::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Its text, else its parts from the province down. */
  private static String address(Address address) {
    return address.hasText()
        ? address.getText()
        : Stream.concat(
                Stream.of(address.getState(), address.getCity(), address.getDistrict()),
                address.getLine().stream().map(StringType::getValue))
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
  }

  private static String dictionary(List<CodeableConcept> concepts, String name) {
    return concepts.stream()
        .map(concept -> Values.code(concept, InsuranceSystems.dictionary(name)))
        .filter(code -> code != null)
        .findFirst()
        .orElse(null);
  }

  @SafeVarargs
  private static String first(Supplier<String>... sources) {
    for (Supplier<String> source : sources) {
      String value = source.get();
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }
}
