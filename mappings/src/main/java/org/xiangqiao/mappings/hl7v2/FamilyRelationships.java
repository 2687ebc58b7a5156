package org.xiangqiao.mappings.hl7v2;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.terminology.CodeTable;

/** NK1-3 to a relationship (家庭关系): GB/T 4761 first, HL7 RoleCode second, the sender's words. */
final class FamilyRelationships {

  private static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

  private final CodeTable national;
  private final NameTable names = new NameTable("family-relationships.csv", "name");

  FamilyRelationships(CodeTable national) {
    this.national = national;
  }

  CodeableConcept read(SegmentReader nextOfKin) {
    String code = nextOfKin.text(3);
    String text = nextOfKin.text(3, 2);
    CodeableConcept relationship = new CodeableConcept();
    Stream.of(code, text)
        .flatMap(said -> nationalCode(said).stream())
        .findFirst()
        .flatMap(national::coding)
        .ifPresent(relationship::addCoding);
    Stream.of(code, text)
        .flatMap(said -> names.find(said, "role").stream())
        .findFirst()
        .ifPresent(role -> relationship.addCoding(new Coding().setSystem(ROLE_CODE).setCode(role)));
    String said = text.isEmpty() ? code : text;
    return said.isEmpty() ? relationship : relationship.setText(said);
  }

  private Optional<String> nationalCode(String said) {
    return national
        .find(said)
        .or(() -> national.findByDisplay(said))
        .map(CodeTable.Concept::code)
        .or(() -> names.find(said, "national"));
  }
}
