package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** Versions of one definition beside each other, and targets that are only warned of. */
class SideBySideTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final String URL = "https://example.org/StructureDefinition/resident";
  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final MemoryDefinitions definitions = new MemoryDefinitions(FHIR, List.of());
  private final MemoryCodes codes = new MemoryCodes(definitions);
  private final CompiledValidator base =
      new CompiledValidator(FHIR, definitions, codes, ValidationLimits.ordinary());

  private StructureDefinition profile(String type, String url) {
    StructureDefinition profile = definitions.profile(BASE + type).orElseThrow().copy();
    profile.setUrl(url).setDerivation(StructureDefinition.TypeDerivationRule.CONSTRAINT);
    return profile;
  }

  private static ElementDefinition element(StructureDefinition profile, String id) {
    return profile.getSnapshot().getElement().stream()
        .filter(each -> each.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> errors(Map<String, StructureDefinition> profiles, String json) {
    return base
        .with(url -> Optional.ofNullable(profiles.get(url)), codes)
        .validate(json.replace('\'', '"'))
        .stream()
        .filter(Finding::error)
        .map(Finding::ruleId)
        .toList();
  }

  @Test
  void eachVersionOfAProfileThatIsDeclaredIsAskedFor() {
    StructureDefinition first = profile("Patient", URL);
    first.setVersion("1.0.0");
    StructureDefinition second = profile("Patient", URL);
    second.setVersion("2.0.0");
    element(second, "Patient.gender").setMin(1);
    assertThat(
            errors(
                Map.of(URL + "|1.0.0", first, URL + "|2.0.0", second),
                "{'resourceType':'Patient','meta':{'profile':['%s|1.0.0','%s|2.0.0']}}"
                    .formatted(URL, URL)))
        .containsExactly("too-few");
  }

  @Test
  void warningsOfATargetDoNotHideItsErrors() {
    StructureDefinition resident = profile("Patient", URL);
    element(resident, "Patient.identifier").setMin(1);
    StructureDefinition result = profile("Observation", URL + "-result");
    element(result, "Observation.subject").getTypeFirstRep().getTargetProfile().clear();
    element(result, "Observation.subject").getTypeFirstRep().addTargetProfile(URL);
    String odd = "{'coding':[{'system':'https://example.org/own','code':'x'}]}";
    String observation =
        "{'resourceType':'Observation','meta':{'profile':['%s-result']},'status':'final',"
            + "'code':{'text':'x'},'subject':{'reference':'#p'},'contained':["
            + "{'resourceType':'Patient','id':'p','maritalStatus':%s,"
            + "'contact':[{'name':{'text':'x'},'relationship':[%s]}]%s}]}";
    Map<String, StructureDefinition> profiles = Map.of(URL, resident, URL + "-result", result);
    String identified = ",'identifier':[{'value':'1'}]";
    assertThat(errors(profiles, observation.formatted(URL, odd, odd, identified))).isEmpty();
    assertThat(errors(profiles, observation.formatted(URL, odd, odd, ""))).isNotEmpty();
  }

  @Test
  void codesAreLookedForInTheVersionOfTheBinding() {
    MemoryCodes versions = new MemoryCodes(new Versions());
    String set = "https://example.org/ValueSet/v";
    assertThat(versions.inValueSet(set + "|1.0.0", "urn:s", "a")).isEqualTo(CodeSets.Answer.YES);
    assertThat(versions.inValueSet(set + "|2.0.0", "urn:s", "a")).isEqualTo(CodeSets.Answer.NO);
    assertThat(versions.inValueSet(set + "|2.0.0", "urn:s", "b")).isEqualTo(CodeSets.Answer.YES);
    assertThat(versions.inValueSet(set, "urn:s", "b")).isEqualTo(CodeSets.Answer.YES);
    assertThat(versions.inValueSet(set + "|3.0.0", "urn:s", "b")).isEqualTo(CodeSets.Answer.YES);
    assertThat(versions.knows(set + "|3.0.0")).isTrue();
    assertThat(versions.knows("https://example.org/ValueSet/w")).isFalse();
  }

  /** A value set of which there are two versions; the newer one counts where none is asked for. */
  private static final class Versions implements IValidationSupport {

    @Override
    public FhirContext getFhirContext() {
      return FHIR;
    }

    @Override
    public IBaseResource fetchValueSet(String canonical) {
      return switch (canonical) {
        case "https://example.org/ValueSet/v|1.0.0" -> set("1.0.0", "a");
        case "https://example.org/ValueSet/v", "https://example.org/ValueSet/v|2.0.0" ->
            set("2.0.0", "b");
        default -> null;
      };
    }

    private static ValueSet set(String version, String code) {
      ValueSet set = new ValueSet();
      set.setUrl("https://example.org/ValueSet/v").setVersion(version);
      set.getCompose().addInclude().setSystem("urn:s").addConcept().setCode(code);
      return set;
    }
  }

  @Test
  void aFaultOfTheValidatorRefuses() {
    CodeSets broken =
        new CodeSets() {
          @Override
          public Answer inValueSet(String valueSet, String system, String code) {
            throw new IllegalStateException("a fault");
          }

          @Override
          public Answer inSystem(String system, String code) {
            throw new IllegalStateException("a fault");
          }

          @Override
          public boolean knows(String valueSet) {
            return true;
          }
        };
    assertThat(
            new CompiledValidator(FHIR, definitions, broken, ValidationLimits.ordinary())
                .validate("{\"resourceType\":\"Patient\",\"gender\":\"male\"}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.error()).isTrue();
              assertThat(finding.ruleId()).isEqualTo("validation-failed");
            });
  }
}
