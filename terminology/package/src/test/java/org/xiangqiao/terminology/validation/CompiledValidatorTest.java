package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

class CompiledValidatorTest {

  private static final String PROFILE = "https://example.com/StructureDefinition/p";
  private static final FhirContext CONTEXT = FhirContext.forR4Cached();

  private final CompiledValidator validator = validator(List.of());

  @Test
  void acceptsWhatR4Allows() {
    assertThat(
            errors(
                "{'resourceType':'Patient','name':[{'family':'李','_family':{'id':'f'}}],"
                    + "'gender':'female','deceasedBoolean':false}"))
        .isEmpty();
    assertThat(validator.validate(new Patient().setActive(true))).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongWithItsPlace() {
    assertThat(
            errors(
                "{'resourceType':'Patient','name':{'family':7},'gender':'woman','nobody':1,"
                    + "'birthDate':'2026-02-30','deceasedBoolean':false,"
                    + "'contact':[{'relationship':[{'text':'父'}]}],"
                    + "'managingOrganization':{'reference':'Patient/1'}}"))
        .containsExactlyInAnyOrder(
            "json-array-expected Patient.name",
            "json-string-expected Patient.name[0].family",
            "element-unknown Patient",
            "code-not-in-value-set Patient.gender",
            "primitive-form Patient.birthDate",
            "pat-1 Patient.contact[0]",
            "reference-type Patient.managingOrganization");
  }

  @Test
  void checksEachEntryOfABundleAndWhatIsContained() {
    assertThat(
            errors(
                "{'resourceType':'Bundle','type':'transaction','entry':[{"
                    + "'fullUrl':'urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7',"
                    + "'request':{'method':'POST','url':'Observation'},"
                    + "'resource':{'resourceType':'Observation','status':'final',"
                    + "'contained':[{'resourceType':'Patient','id':'p'}],"
                    + "'subject':{'reference':'#q'}}}]}"))
        .containsExactlyInAnyOrder(
            "too-few Bundle.entry[0].resource/*Observation/null*/",
            "ref-1 Bundle.entry[0].resource/*Observation/null*/.subject",
            "reference-contained-missing Bundle.entry[0].resource/*Observation/null*/.subject",
            "contained-orphan "
                + "Bundle.entry[0].resource/*Observation/null*/.contained[0]/*Patient/p*/");
  }

  @Test
  void holdsNoValueInWhatItTells() {
    List<Finding> findings =
        validator.validate(
            "{\"resourceType\":\"Patient\",\"birthDate\":\"secret\",\"gender\":\"secret\"}");
    assertThat(findings).hasSize(2).noneMatch(each -> each.toString().contains("secret"));
    assertThat(findings).noneMatch(each -> each.text().contains("secret"));
  }

  @Test
  void warnsOfAClaimedProfileThatNobodyKnowsAndChecksTheRest() {
    String claims =
        "{'resourceType':'Patient','meta':{'profile':['" + PROFILE + "']},'gender':'x'}";
    assertThat(errors(claims)).containsExactly("code-not-in-value-set Patient.gender");
    assertThat(validator.validate(claims.replace('\'', '"')))
        .anyMatch(
            each ->
                each.ruleId().equals("profile-unknown")
                    && !each.error()
                    && each.location().equals("Patient.meta.profile[0]"));
  }

  @Test
  void acceptsNothingByAProfileThatCannotBeUsed() {
    StructureDefinition slipped = profile();
    root(slipped).addConstraint().setKey("x-1").setSeverity(ConstraintSeverity.ERROR);
    root(slipped).getConstraint().get(root(slipped).getConstraint().size() - 1).setExpression("(a");
    StructureDefinition wider = profile();
    wider.getSnapshot().getElement().stream()
        .filter(each -> each.getPath().equals("Patient.gender"))
        .forEach(each -> each.setMax("*"));
    StructureDefinition bare = profile();
    bare.setSnapshot(null);
    String json = "{'resourceType':'Patient','meta':{'profile':['" + PROFILE + "']}}";
    assertThat(errors(validator(List.of(slipped)), json))
        .containsExactly("invariant-not-compiled Patient");
    assertThat(errors(validator(List.of(wider)), json))
        .containsExactly("profile-contradicts-base Patient");
    assertThat(errors(validator(List.of(bare)), json))
        .containsExactly("profile-no-snapshot Patient");
  }

  @Test
  void checksRulesOfProfiles() {
    StructureDefinition profile = profile();
    root(profile)
        .addConstraint()
        .setKey("x-1")
        .setSeverity(ConstraintSeverity.ERROR)
        .setExpression(
            "name.where(use = 'official').given.count() <= 1 and birthDate.toString().matches('^19')");
    CompiledValidator strict = validator(List.of(profile));
    String meta = "{'resourceType':'Patient','meta':{'profile':['" + PROFILE + "']},";
    assertThat(errors(strict, meta + "'birthDate':'1990'}")).isEmpty();
    assertThat(errors(strict, meta + "'active':true}")).containsExactly("x-1 Patient");
  }

  /** R4 extensibility.html#modifierExtension. */
  @Test
  void refusesModifiersThatNobodyKnows() {
    assertThat(
            errors(
                "{'resourceType':'Patient','extension':[{'url':'https://a.b/c','valueCode':'x'}],"
                    + "'modifierExtension':[{'url':'https://a.b/c','valueCode':'x'}]}"))
        .containsExactly("extension-modifier-unknown Patient.modifierExtension[0]");
  }

  @Test
  void refusesHostileResources() {
    String deep = "{'extension':[".repeat(500) + "{'url':'x'}" + "]}".repeat(500);
    assertThat(refused("{'resourceType':'Patient','extension':[" + deep + "]}"))
        .isEqualTo("limit-depth");
    String wide = "{'given':['" + "x','".repeat(1_000_000) + "x']}";
    assertThat(refused("{'resourceType':'Patient','name':[" + wide + "]}"))
        .isEqualTo("limit-elements");
    StringBuilder names = new StringBuilder("{'resourceType':'Patient'");
    for (int i = 0; i < 10_000; i++) {
      names.append(",'a").append(i).append("':1,'_a").append(i).append("':{'id':'x'}");
    }
    assertThat(refused(names.append('}').toString())).isEqualTo("element-unknown");
  }

  @Test
  void doesNotFollowContainedResourcesInCircles() {
    assertThat(
            errors(
                "{'resourceType':'Patient','contained':["
                    + "{'resourceType':'Organization','id':'a','name':'甲','partOf':{'reference':'#b'}},"
                    + "{'resourceType':'Organization','id':'b','name':'乙','partOf':{'reference':'#a'}}],"
                    + "'managingOrganization':{'reference':'#a'}}"))
        .isEmpty();
  }

  private String refused(String json) {
    List<Finding> findings = validator.validate(json.replace('\'', '"'));
    assertThat(findings).anyMatch(Finding::error);
    assertThat(findings).noneMatch(each -> each.issueCode() == IssueType.EXCEPTION);
    return findings.get(0).ruleId();
  }

  private List<String> errors(String json) {
    return errors(validator, json);
  }

  private static List<String> errors(CompiledValidator validator, String json) {
    return validator.validate(json.replace('\'', '"')).stream()
        .filter(Finding::error)
        .map(each -> each.ruleId() + " " + each.location())
        .toList();
  }

  private static StructureDefinition profile() {
    StructureDefinition patient =
        (StructureDefinition)
            CONTEXT
                .getValidationSupport()
                .fetchStructureDefinition("http://hl7.org/fhir/StructureDefinition/Patient");
    return patient.copy().setUrl(PROFILE);
  }

  private static ElementDefinition root(StructureDefinition profile) {
    return profile.getSnapshot().getElementFirstRep();
  }

  private static CompiledValidator validator(List<Resource> own) {
    MemoryDefinitions definitions = new MemoryDefinitions(CONTEXT, new ArrayList<>(own));
    return new CompiledValidator(
        CONTEXT, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary());
  }
}
