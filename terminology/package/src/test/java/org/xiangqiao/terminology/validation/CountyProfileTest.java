package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ConstraintSeverity;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** What profiles of counties may ask for and R4's own do not. */
class CountyProfileTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final String URL = "https://example.org/StructureDefinition/county";
  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final MemoryDefinitions definitions = new MemoryDefinitions(FHIR, List.of());
  private final MemoryCodes codes = new MemoryCodes(definitions);
  private final CompiledValidator base =
      new CompiledValidator(FHIR, definitions, codes, ValidationLimits.ordinary());

  private List<String> errors(String type, Consumer<StructureDefinition> change, String body) {
    StructureDefinition profile = definitions.profile(BASE + type).orElseThrow().copy();
    profile.setUrl(URL).setDerivation(StructureDefinition.TypeDerivationRule.CONSTRAINT);
    change.accept(profile);
    String resource =
        "{'resourceType':'" + type + "','meta':{'profile':['" + URL + "']}," + body + "}";
    return base
        .with(url -> url.equals(URL) ? Optional.of(profile) : Optional.empty(), codes)
        .validate(resource.replace('\'', '"'))
        .stream()
        .filter(Finding::error)
        .map(each -> each.ruleId() + " " + each.location())
        .toList();
  }

  private static ElementDefinition element(StructureDefinition profile, String id) {
    return profile.getSnapshot().getElement().stream()
        .filter(each -> each.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"1,kg,''", "0,kg,''", "-1,kg,value-too-low", "11,kg,value-too-high", "-1,g,''"})
  void quantitiesKeepTheirBoundsInTheSameUnit(String value, String unit, String rule) {
    List<String> errors =
        errors(
            "Observation",
            profile ->
                element(profile, "Observation.value[x]")
                    .setMinValue(kilograms(0))
                    .setMaxValue(kilograms(10)),
            "'status':'final','code':{'text':'x'},'valueQuantity':{'value':"
                + value
                + ",'system':'http://unitsofmeasure.org','code':'"
                + unit
                + "'}");
    assertThat(errors)
        .isEqualTo(
            rule.isEmpty() ? List.of() : List.of(rule + " Observation.value.ofType(Quantity)"));
  }

  private static Quantity kilograms(int value) {
    return new Quantity()
        .setValue(BigDecimal.valueOf(value))
        .setSystem("http://unitsofmeasure.org")
        .setCode("kg");
  }

  @ParameterizedTest
  @CsvSource({"gender,male,true", "maritalStatus,M,true", "maritalStatus,nonsense,false"})
  void memberOfKnowsCodesAndConcepts(String name, String code, boolean kept) {
    boolean concept = name.equals("maritalStatus");
    String set = concept ? "marital-status" : "administrative-gender";
    List<String> errors =
        errors(
            "Patient",
            profile ->
                element(profile, "Patient." + name)
                    .setBinding(null)
                    .addConstraint()
                    .setKey("county-1")
                    .setSeverity(ConstraintSeverity.ERROR)
                    .setHuman("of the set")
                    .setExpression("memberOf('http://hl7.org/fhir/ValueSet/" + set + "')"),
            concept
                ? "'maritalStatus':{'coding':[{'system':"
                    + "'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus','code':'"
                    + code
                    + "'}]}"
                : "'gender':'" + code + "'");
    assertThat(errors.stream().anyMatch(each -> each.startsWith("county-1 "))).isEqualTo(!kept);
  }

  @Test
  void aReferenceWithinAnEntryMeansWhatThatEntryContains() {
    String body =
        "'type':'collection','entry':[{'fullUrl':'https://example.org/one','resource':{"
            + "'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'contained':[{'resourceType':'Device','id':'d'}],'device':{'reference':'#%s'}}}]";
    Consumer<StructureDefinition> rule =
        profile ->
            element(profile, "Bundle")
                .addConstraint()
                .setKey("county-2")
                .setSeverity(ConstraintSeverity.ERROR)
                .setHuman("devices are there")
                .setExpression("entry.resource.ofType(Observation).all(device.resolve().exists())");
    assertThat(errors("Bundle", rule, body.formatted("d"))).isEmpty();
    assertThat(errors("Bundle", rule, body.formatted("e"))).contains("county-2 Bundle");
  }
}
