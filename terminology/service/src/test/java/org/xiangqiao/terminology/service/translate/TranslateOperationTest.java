package org.xiangqiao.terminology.service.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.issue.TxException;

class TranslateOperationTest {

  private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
  private final TranslateOperation operation = new TranslateOperation(Samples.source(map()));

  private static ConceptMap map() {
    ConceptMap map = new ConceptMap();
    map.setUrl("https://example.org/map/sex");
    ConceptMapGroupComponent group = map.addGroup();
    group.setSource("urn:sex").setTarget(GENDER);
    group
        .addElement()
        .setCode("1")
        .addTarget()
        .setCode("male")
        .setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    group.addElement().setCode("9").addTarget().setEquivalence(ConceptMapEquivalence.UNMATCHED);
    group.getUnmapped().setMode(ConceptMapGroupUnmappedMode.FIXED).setCode("unknown");
    return map;
  }

  private static String concept(Parameters answer) {
    return answer.getParameter().stream()
        .filter(each -> "match".equals(each.getName()))
        .flatMap(each -> each.getPart().stream())
        .filter(each -> "concept".equals(each.getName()))
        .map(each -> ((org.hl7.fhir.r4.model.Coding) each.getValue()).getCode())
        .findFirst()
        .orElse(null);
  }

  @Test
  void forwardsByNameOrByWhereItLeads() {
    assertThat(
            concept(
                operation.translate(
                    Samples.asked(
                        "url", "https://example.org/map/sex", "system", "urn:sex", "code", "1"))))
        .isEqualTo("male");
    assertThat(
            concept(
                operation.translate(
                    Samples.asked("system", "urn:sex", "code", "1", "targetsystem", GENDER))))
        .isEqualTo("male");
  }

  @Test
  void whatIsNotListedFollowsTheRuleForIt() {
    assertThat(concept(operation.translate(Samples.asked("system", "urn:sex", "code", "7"))))
        .isEqualTo("unknown");
    Parameters none = operation.translate(Samples.asked("system", "urn:sex", "code", "9"));
    assertThat(Samples.text(none, "result")).isEqualTo("false");
  }

  @Test
  void inReverse() {
    Parameters answer =
        operation.translate(
            Samples.asked("targetSystem", GENDER, "targetCode", "male", "sourceSystem", "urn:sex"));
    assertThat(Samples.text(answer, "result")).isEqualTo("true");
  }

  @Test
  void withoutAMapThereIsNoAnswer() {
    assertThatThrownBy(() -> operation.translate(Samples.asked("system", "urn:other", "code", "1")))
        .isInstanceOf(TxException.class);
    assertThatThrownBy(() -> operation.translate(Samples.asked("code", "1")))
        .isInstanceOf(TxException.class);
  }
}
