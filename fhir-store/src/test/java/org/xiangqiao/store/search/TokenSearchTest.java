package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenSearchTest {

  private static final String CARD = "urn:oid:2.16.156.10011.1.3";
  private static final String VACCINES = "urn:oid:2.16.156.10011.2.3.1.1";

  private SearchFixture fixture;

  @BeforeAll
  void residents() {
    fixture = new SearchFixture();
    Patient li = new Patient();
    li.setId("Patient/li");
    li.addIdentifier().setSystem(CARD).setValue("990101199001011230");
    li.addIdentifier().setValue("local-7");
    li.setGender(AdministrativeGender.MALE).setActive(true);
    li.addTelecom()
        .setSystem(ContactPointSystem.PHONE)
        .setUse(ContactPointUse.HOME)
        .setValue("0531-1");
    li.getMeta().addTag("http://example.org/tags", "demo", null);
    Patient wang = new Patient();
    wang.setId("Patient/wang");
    wang.addIdentifier().setSystem("http://emr.example.org").setValue("990101199001011230");
    wang.setGender(AdministrativeGender.FEMALE).setDeceased(new DateTimeType("2025-12"));
    wang.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue("0531-1");
    fixture.store(li, wang);
    Patient elsewhere = li.copy();
    elsewhere.setId("Patient/elsewhere");
    fixture.store(2, Instant.parse("2026-03-01T00:00:00Z"), elsewhere);

    Immunization dose = new Immunization();
    dose.setId("Immunization/dose");
    dose.setVaccineCode(
        new CodeableConcept()
            .addCoding(new Coding(VACCINES, "0301", "脊灰"))
            .addCoding(new Coding(null, "LOCAL,1|x", null)));
    fixture.store(dose);
  }

  @Test
  void systemAndCode() {
    assertThat(fixture.ids("Patient", "identifier", CARD + "|990101199001011230"))
        .containsExactly("li");
    assertThat(fixture.ids("Immunization", "vaccine-code", VACCINES + "|0301"))
        .containsExactly("dose");
    assertThat(fixture.ids("Immunization", "vaccine-code", VACCINES + "|0302")).isEmpty();
  }

  @Test
  void codeOfAnySystem() {
    assertThat(fixture.ids("Patient", "identifier", "990101199001011230"))
        .containsExactly("li", "wang");
    assertThat(fixture.ids("Immunization", "vaccine-code", "0301")).containsExactly("dose");
  }

  @Test
  void codeWithoutSystem() {
    assertThat(fixture.ids("Patient", "identifier", "|local-7")).containsExactly("li");
    assertThat(fixture.ids("Patient", "identifier", "|990101199001011230")).isEmpty();
  }

  @Test
  void systemAlone() {
    assertThat(fixture.ids("Patient", "identifier", CARD + "|")).containsExactly("li");
    assertThat(fixture.ids("Immunization", "vaccine-code", VACCINES + "|")).containsExactly("dose");
  }

  @Test
  void escapedCommaAndBar() {
    assertThat(fixture.ids("Immunization", "vaccine-code", "|LOCAL\\,1\\|x"))
        .containsExactly("dose");
    assertThat(fixture.ids("Immunization", "vaccine-code", "LOCAL,1\\|x")).isEmpty();
  }

  @Test
  void commaIsOrAndRepetitionIsAnd() {
    assertThat(fixture.ids("Patient", "gender", "male,female")).containsExactly("li", "wang");
    assertThat(fixture.ids("Patient", "gender", "male", "gender", "female")).isEmpty();
    assertThat(fixture.ids("Patient", "gender", "male,female", "active", "true"))
        .containsExactly("li");
  }

  @Test
  void codesOfRequiredValueSetsHaveTheirSystem() {
    assertThat(fixture.ids("Patient", "gender", "http://hl7.org/fhir/administrative-gender|female"))
        .containsExactly("wang");
  }

  @Test
  void not() {
    assertThat(fixture.ids("Patient", "gender:not", "male")).containsExactly("wang");
    assertThat(fixture.ids("Patient", "active:not", "true")).containsExactly("wang");
  }

  @Test
  void booleansAndComputedOnes() {
    assertThat(fixture.ids("Patient", "deceased", "true")).containsExactly("wang");
    assertThat(fixture.ids("Patient", "deceased", "false")).containsExactly("li");
  }

  @Test
  void contactPointsByKindAndUse() {
    assertThat(fixture.ids("Patient", "phone", "0531-1")).containsExactly("li");
    assertThat(fixture.ids("Patient", "email", "0531-1")).containsExactly("wang");
    assertThat(fixture.ids("Patient", "telecom", "home|0531-1")).containsExactly("li");
  }

  @Test
  void tags() {
    assertThat(fixture.ids("Patient", "_tag", "http://example.org/tags|demo"))
        .containsExactly("li");
  }

  @Test
  void ids() {
    assertThat(fixture.ids("Patient", "_id", "wang,li")).containsExactly("li", "wang");
    assertThat(fixture.ids("Patient", "_id", "wang", "gender", "male")).isEmpty();
  }

  @Test
  void otherTenantsAreNeverSeen() {
    assertThat(fixture.ids("Patient", "_id", "elsewhere")).isEmpty();
    assertThat(fixture.ids("Patient")).containsExactly("li", "wang");
  }

  @Test
  void urisAreComparedWhole() {
    StructureDefinition profile = new StructureDefinition();
    profile.setId("StructureDefinition/p");
    profile.setUrl("http://example.org/p").setBaseDefinition("http://example.org/base|1.0");
    fixture.store(profile);
    assertThat(fixture.ids("StructureDefinition", "url", "http://example.org/p"))
        .containsExactly("p");
    assertThat(fixture.ids("StructureDefinition", "url", "http://example.org/")).isEmpty();
    assertThat(fixture.ids("StructureDefinition", "base", "http://example.org/base"))
        .containsExactly("p");
  }
}
