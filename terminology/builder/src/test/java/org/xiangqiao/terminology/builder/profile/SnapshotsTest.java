package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.builder.PackageException;

/** Profiles that contradict their base stop the build with file, element and reason. */
class SnapshotsTest {

  private static final String GENDERS = "http://hl7.org/fhir/ValueSet/administrative-gender";

  private final Snapshots snapshots = new Snapshots(FhirContext.forR4Cached());

  @Test
  void completesADifferential() {
    StructureDefinition profile = profile("named");
    profile.getDifferential().addElement().setPath("Patient.name").setMin(1);
    ValueSet set = new ValueSet();
    set.setUrl("https://fhir.xiangqiao.org/ValueSet/tails");

    List<Resource> all = snapshots.apply(List.of(profile, set));

    assertThat(all).hasSize(2).contains(set);
    StructureDefinition complete = (StructureDefinition) all.get(0);
    assertThat(complete.getSnapshot().getElement()).hasSizeGreaterThan(40);
    assertThat(element(complete, "Patient.name").getMin()).isEqualTo(1);
    assertThat(element(complete, "Patient.name").getMax()).isEqualTo("*");
    assertThat(profile.hasSnapshot()).as("the source stays as it is").isFalse();
  }

  @Test
  void leavesAPackageWithoutProfilesAsItIs() {
    List<Resource> all = List.of(new ValueSet());
    assertThat(snapshots.apply(all)).isSameAs(all);
  }

  /** All at once, as the author wants to see them. */
  @Test
  void refusesWhatContradictsItsBase() {
    List<String> problems =
        problems(
            with("many-births", element("Patient.birthDate").setMax("*")),
            with("tail", element("Patient.tail").setMin(1)),
            with("birth-quantity", quantity("Patient.birthDate")),
            with("loose-binding", looselyBound("Patient.gender")),
            profile("orphan")
                .setBaseDefinition("https://fhir.xiangqiao.org/StructureDefinition/no"),
            rule("syntax", "xq-hamster-1", "有尾巴。Has a tail.", "tail.exists(("),
            rule("english", "xq-hamster-1", "Has a tail.", "id.exists()"),
            rule("foreign-key", "pat-1", "有尾巴。Has a tail.", "id.exists()"));

    told(problems, "many-births", "Patient.birthDate", "cannot be greater than the base max");
    told(problems, "tail", "Patient.tail");
    told(problems, "birth-quantity", "Patient.birthDate", "Quantity");
    told(problems, "loose-binding", "Patient.gender", "binding");
    told(problems, "orphan", "StructureDefinition/no is not known");
    told(problems, "syntax", "Patient", "xq-hamster-1 does not compile");
    told(problems, "english", "Patient", "Chinese and English");
    told(problems, "foreign-key", "Patient", "pat-1 is not of the form xq-name-1");
  }

  private static void told(List<String> problems, String id, String... parts) {
    assertThat(problems)
        .as(id)
        .anyMatch(
            problem ->
                problem.startsWith("StructureDefinition/" + id + ": ")
                    && Stream.of(parts).allMatch(problem::contains));
  }

  private List<String> problems(StructureDefinition... profiles) {
    return catchThrowableOfType(
            PackageException.class, () -> snapshots.apply(List.<Resource>of(profiles)))
        .problems();
  }

  private static StructureDefinition rule(String id, String key, String human, String expression) {
    ElementDefinition element = element("Patient");
    element
        .addConstraint()
        .setKey(key)
        .setSeverity(ConstraintSeverity.ERROR)
        .setHuman(human)
        .setExpression(expression);
    return with(id, element);
  }

  private static ElementDefinition quantity(String path) {
    ElementDefinition element = element(path);
    element.addType().setCode("Quantity");
    return element;
  }

  private static ElementDefinition looselyBound(String path) {
    ElementDefinition element = element(path);
    element.getBinding().setStrength(BindingStrength.EXAMPLE).setValueSet(GENDERS);
    return element;
  }

  private static ElementDefinition element(String path) {
    return new ElementDefinition().setPath(path);
  }

  private static ElementDefinition element(StructureDefinition profile, String id) {
    return profile.getSnapshot().getElement().stream()
        .filter(element -> element.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static StructureDefinition with(String id, ElementDefinition element) {
    StructureDefinition profile = profile(id);
    profile.getDifferential().addElement(element);
    return profile;
  }

  private static StructureDefinition profile(String id) {
    StructureDefinition profile = new StructureDefinition();
    profile.setId(id);
    profile.setUrl("https://fhir.xiangqiao.org/StructureDefinition/" + id);
    profile.setName(id);
    profile.setType("Patient");
    return profile;
  }
}
