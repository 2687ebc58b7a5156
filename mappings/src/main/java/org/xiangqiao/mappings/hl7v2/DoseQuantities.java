package org.xiangqiao.mappings.hl7v2;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Quantity;

/** RXA-6 and RXA-7, how much was given (剂量); units in UCUM where we know them. */
final class DoseQuantities {

  private static final String UCUM = "http://unitsofmeasure.org";

  /**
   * RXA-6 cannot be empty in the standard; 999 says that nobody measured, 0 that none was given.
   */
  private static final Set<String> NOT_MEASURED = Set.of("", "0", "999");

  private final NameTable units = new NameTable("units.csv", "name");

  Optional<Quantity> read(SegmentReader rxa, Problems problems) {
    String amount = rxa.text(6);
    if (NOT_MEASURED.contains(amount)) {
      return Optional.empty();
    }
    if (!amount.matches("[0-9]{1,6}(\\.[0-9]{1,4})?")) {
      problems.add(rxa.place(6), "dose-quantity.invalid");
      return Optional.empty();
    }
    Quantity quantity = new Quantity().setValue(new BigDecimal(amount));
    String unit = rxa.text(7);
    Optional<Map<String, String>> known = units.find(unit).or(() -> units.find(rxa.text(7, 2)));
    if (known.isPresent()) {
      quantity.setUnit(known.get().get("display")).setSystem(UCUM).setCode(known.get().get("ucum"));
    } else if (!unit.isEmpty()) {
      quantity.setUnit(unit);
    }
    return Optional.of(quantity);
  }
}
