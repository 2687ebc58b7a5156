package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * A bill (费用清单) of a visit or a stay.
 *
 * @param visit id of the visit or stay
 * @param day of the visit, or on which the stay began
 * @param level of the institution, or null
 * @param diagnoses ICD-10 codes
 * @param chronic settled for a chronic or special disease (门诊慢特病)
 * @param stay null for an outpatient bill
 * @param total as the bill has it, or null
 */
public record ClaimedBill(
    String visit,
    LocalDate day,
    CareLevel level,
    List<String> diagnoses,
    boolean chronic,
    Stay stay,
    List<ClaimedLine> lines,
    BigDecimal total) {

  public ClaimedBill {
    diagnoses = List.copyOf(diagnoses);
    lines = List.copyOf(lines);
  }

  boolean outpatient() {
    return stay == null;
  }
}
