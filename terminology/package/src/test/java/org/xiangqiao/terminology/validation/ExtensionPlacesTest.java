package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.ExtensionContextType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** Contexts by FHIRPath and what must hold there (R4 defining-extensions.html#context). */
class ExtensionPlacesTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final String URL = "https://example.org/StructureDefinition/remark";
  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final MemoryDefinitions definitions = new MemoryDefinitions(FHIR, List.of());
  private final MemoryCodes codes = new MemoryCodes(definitions);
  private final CompiledValidator base =
      new CompiledValidator(FHIR, definitions, codes, ValidationLimits.ordinary());

  private StructureDefinition remark(ExtensionContextType type, String context, String rule) {
    StructureDefinition made = definitions.profile(BASE + "Extension").orElseThrow().copy();
    made.setUrl(URL);
    made.addContext().setType(type).setExpression(context);
    if (rule != null) {
      made.addContextInvariant(rule);
    }
    return made;
  }

  private List<String> errors(StructureDefinition extension, String resource) {
    return base
        .with(url -> url.equals(URL) ? Optional.of(extension) : Optional.empty(), codes)
        .validate(resource.replace('\'', '"'))
        .stream()
        .filter(Finding::error)
        .map(each -> each.ruleId() + " " + each.location())
        .toList();
  }

  private static String patient(String inName) {
    return """
        {'resourceType':'Patient',
         'name':[{'use':'%s','text':'x','extension':[{'url':'%s','valueInteger':1}]}]}"""
        .formatted(inName, URL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Patient.name.where(use = 'official')#true",
        "name#true",
        "Patient.name.where(use = 'nickname')#false",
        "Patient.contact.name#false",
        "Patient.name.use#false",
        "descendants().where($this is HumanName)#true",
        "name.where((#false"
      })
  void whatAnExpressionFindsIsItsContext(String expression, boolean allowed) {
    List<String> errors =
        errors(remark(ExtensionContextType.FHIRPATH, expression, null), patient("official"));
    if (allowed) {
      assertThat(errors).isEmpty();
    } else {
      assertThat(errors).containsExactly("extension-context Patient.name[0]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "use = 'official'#true",
        "use = 'usual'#false",
        "%extension.value = 1 and %resource.name.exists()#true",
        "%extension.value = 2#false",
        "family.exists()#false",
        "(use#false"
      })
  void aContextHasRulesOfItsOwn(String rule, boolean kept) {
    List<String> errors =
        errors(remark(ExtensionContextType.ELEMENT, "HumanName", rule), patient("official"));
    if (kept) {
      assertThat(errors).isEmpty();
    } else {
      assertThat(errors).containsExactly("extension-context-rule Patient.name[0]");
    }
  }

  @Test
  void r4sOwnRulesHold() {
    String item =
        "{'resourceType':'Questionnaire','status':'draft','item':[{'linkId':'1','text':'x',"
            + "'type':'%s','extension':[{'url':'"
            + BASE
            + "questionnaire-unit','valueCoding':{'code':'kg'}}]}]}";
    StructureDefinition none = remark(ExtensionContextType.ELEMENT, "Element", null);
    assertThat(errors(none, item.formatted("quantity")))
        .containsExactly("extension-context-rule Questionnaire.item[0]");
    assertThat(errors(none, item.formatted("decimal"))).isEmpty();
  }
}
