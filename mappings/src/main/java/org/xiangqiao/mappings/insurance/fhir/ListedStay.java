package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;

/**
 * A settled stay, as its settlement list needs it (结算清单).
 *
 * @param claim as it was settled
 * @param stay as it is now, with what the coder has made of its diagnoses
 * @param conditions that claim and stay name
 * @param operations in the stay (手术操作), in their order
 * @param settlement {@code setl_id}
 */
public record ListedStay(
    Claim claim,
    Encounter stay,
    Patient patient,
    List<Condition> conditions,
    List<Procedure> operations,
    VisitNumbers numbers,
    String settlement) {

  public ListedStay {
    conditions = List.copyOf(conditions);
    operations = List.copyOf(operations);
  }

  @Override
  public String toString() {
    return "ListedStay[" + settlement + "]";
  }
}
