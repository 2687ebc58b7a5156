package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.builder.PackageException;

/** Profiles that contradict their base stop the build with file, element and reason. */
class SnapshotsTest {

  @Test
  void completesADifferential() {
    StructureDefinition profile = profile();
    profile.getDifferential().addElement().setPath("Patient.name").setMin(1);

    StructureDefinition complete = generate(profile).get(0);

    assertThat(complete.getSnapshot().getElement()).hasSizeGreaterThan(40);
    assertThat(element(complete, "Patient.name").getMin()).isEqualTo(1);
    assertThat(element(complete, "Patient.name").getMax()).isEqualTo("*");
    assertThat(profile.hasSnapshot()).as("the source stays as it is").isFalse();
  }

  @Test
  void refusesMoreThanTheBaseAllows() {
    StructureDefinition profile = profile();
    profile.getDifferential().addElement().setPath("Patient.birthDate").setMax("*");
    refused(profile, "StructureDefinition/hamster: ", "Patient.birthDate", "cannot be greater");
  }

  @Test
  void refusesAnElementTheBaseHasNot() {
    StructureDefinition profile = profile();
    profile.getDifferential().addElement().setPath("Patient.tail").setMin(1);
    refused(profile, "Patient.tail");
  }

  @Test
  void refusesATypeTheBaseHasNot() {
    StructureDefinition profile = profile();
    profile
        .getDifferential()
        .addElement(new ElementDefinition().setPath("Patient.birthDate"))
        .getElement()
        .get(0)
        .addType()
        .setCode("Quantity");
    refused(profile, "Patient.birthDate", "Quantity");
  }

  @Test
  void refusesALooserBinding() {
    StructureDefinition profile = profile();
    profile
        .getDifferential()
        .addElement()
        .setPath("Patient.gender")
        .getBinding()
        .setStrength(BindingStrength.EXAMPLE)
        .setValueSet("http://hl7.org/fhir/ValueSet/administrative-gender");
    refused(profile, "Patient.gender", "binding");
  }

  @Test
  void refusesABaseThatIsNotThere() {
    StructureDefinition profile = profile();
    profile.setBaseDefinition("https://fhir.xiangqiao.org/StructureDefinition/nothing");
    refused(profile, "StructureDefinition/nothing is not known");
  }

  @Test
  void refusesARuleThatDoesNotCompile() {
    refused(rule("xq-hamster-1", "有尾巴。Has a tail.", "tail.exists(("), "does not compile");
  }

  @Test
  void refusesARuleInOneLanguage() {
    refused(rule("xq-hamster-1", "Has a tail.", "id.exists()"), "Chinese and English");
  }

  @Test
  void refusesARuleWithAForeignKey() {
    refused(rule("pat-1", "有尾巴。Has a tail.", "id.exists()"), "xq-name-1");
  }

  private static StructureDefinition rule(String key, String human, String expression) {
    StructureDefinition profile = profile();
    profile
        .getDifferential()
        .addElement()
        .setPath("Patient")
        .addConstraint()
        .setKey(key)
        .setSeverity(ConstraintSeverity.ERROR)
        .setHuman(human)
        .setExpression(expression);
    return profile;
  }

  private static void refused(StructureDefinition profile, String... parts) {
    assertThatThrownBy(() -> generate(profile))
        .isInstanceOf(PackageException.class)
        .hasMessageContainingAll(parts);
  }

  private static List<StructureDefinition> generate(StructureDefinition profile) {
    return new Snapshots(FhirContext.forR4Cached())
        .apply(List.of(profile)).stream().map(StructureDefinition.class::cast).toList();
  }

  private static ElementDefinition element(StructureDefinition profile, String id) {
    return profile.getSnapshot().getElement().stream()
        .filter(element -> element.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static StructureDefinition profile() {
    StructureDefinition profile = new StructureDefinition();
    profile.setId("hamster");
    profile
        .setUrl("https://fhir.xiangqiao.org/StructureDefinition/hamster")
        .setName("Hamster")
        .setType("Patient");
    return profile;
  }
}
