package org.xiangqiao.mappings.insurance.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * The platform's number of a visit or stay ({@code mdtrt_id}), from the answers of 2201 and 2401.
 */
public final class RegistrationAnswer {

  /** Of 2201 in {@code data}, of 2401 in {@code result}. */
  public Optional<String> visit(Payload output) {
    return output.row("data").text("mdtrt_id").or(() -> output.row("result").text("mdtrt_id"));
  }

  /** The encounter with that number, in place of a former one. */
  public Encounter noted(Encounter encounter, String visit) {
    Encounter noted = encounter.copy();
    noted
        .getIdentifier()
        .removeIf(identifier -> InsuranceSystems.VISIT.equals(identifier.getSystem()));
    noted.addIdentifier(new Identifier().setSystem(InsuranceSystems.VISIT).setValue(visit));
    return noted;
  }
}
