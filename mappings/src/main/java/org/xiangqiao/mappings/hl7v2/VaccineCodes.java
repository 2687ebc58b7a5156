package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.terminology.CodeTable;

/**
 * RXA-5 to a vaccine (疫苗): the national four-digit product code is the first coding and must be
 * there; CVX and the sender's own code stay beside it.
 */
final class VaccineCodes {

  private final CodeTable products;
  private final NameTable systems = new NameTable("vaccine-code-systems.csv", "name");

  VaccineCodes(CodeTable products) {
    this.products = products;
  }

  /** Empty, with a problem, when no national code is given or it is unknown. */
  Optional<CodeableConcept> read(SegmentReader administration, MessageContext context) {
    List<ForeignCode> codes = ForeignCode.of(administration, 5, 1);
    if (codes.isEmpty()) {
      context.problems().add(administration.place(5), "vaccine-code.missing");
      return Optional.empty();
    }
    Optional<ForeignCode> national = codes.stream().filter(this::national).findFirst();
    if (national.isEmpty()) {
      context
          .problems()
          .add(administration.place(5), "vaccine-code.unknown", Shown.code(codes.get(0).code(), 8));
      return Optional.empty();
    }
    CodeableConcept vaccine = new CodeableConcept();
    vaccine.addCoding(products.coding(national.get().code()).orElseThrow());
    List<ForeignCode> others = new ArrayList<>(codes);
    others.remove(national.get());
    others.forEach(code -> vaccine.addCoding(coding(code, context.systems())));
    codes.stream()
        .map(ForeignCode::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .ifPresent(vaccine::setText);
    return Optional.of(vaccine);
  }

  private boolean national(ForeignCode code) {
    return system(code).filter("national"::equals).isPresent()
        && products.find(code.code()).isPresent();
  }

  private Coding coding(ForeignCode code, PartnerSystems partner) {
    return system(code)
        .filter(system -> !system.equals("national"))
        .map(system -> new Coding(system, code.code(), code.text().isEmpty() ? null : code.text()))
        .orElseGet(() -> partner.coding("vaccine", code));
  }

  private Optional<String> system(ForeignCode code) {
    return systems.find(code.system().isEmpty() ? "(none)" : code.system(), "system");
  }
}
