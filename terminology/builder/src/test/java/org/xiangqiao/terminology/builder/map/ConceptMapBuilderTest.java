package org.xiangqiao.terminology.builder.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.junit.jupiter.api.Test;

class ConceptMapBuilderTest {

  private static final MapGroup GROUP = GroupsForTests.group("", "", "", "");

  private final ConceptMapBuilder builder = new ConceptMapBuilder(GroupsForTests.displays());

  @Test
  void namesSystemsCodesAndDisplays() {
    ConceptMap map = build(GroupsForTests.row("a1", "b", "wider", "yes"));
    assertThat(map.getIdPart()).isEqualTo("test");
    assertThat(map.getTitle()).isEqualTo("测试 Test");
    assertThat(map.getSourceCanonicalType().getValue())
        .isEqualTo("https://fhir.xiangqiao.org/ValueSet/source");
    assertThat(map.hasTarget()).isFalse();
    ConceptMapGroupComponent group = map.getGroupFirstRep();
    assertThat(group.getSource()).isEqualTo(GroupsForTests.SOURCE);
    assertThat(group.getTarget()).isEqualTo(GroupsForTests.TARGET);
    assertThat(group.getElementFirstRep().getDisplay()).isEqualTo("甲一");
    TargetElementComponent target = group.getElementFirstRep().getTargetFirstRep();
    assertThat(target.getCode()).isEqualTo("b");
    assertThat(target.getDisplay()).isEqualTo("bee");
    assertThat(target.getEquivalence()).isEqualTo(ConceptMapEquivalence.WIDER);
    assertThat(target.hasComment()).isFalse();
  }

  @Test
  void keepsTheTargetsOfOneSourceTogether() {
    ConceptMap map =
        build(
            GroupsForTests.row("a", "b", "wider", "yes"),
            GroupsForTests.row("a", "z", "wider", "yes"));
    assertThat(map.getGroupFirstRep().getElement()).hasSize(1);
    assertThat(map.getGroupFirstRep().getElementFirstRep().getTarget()).hasSize(2);
  }

  @Test
  void aMapWithAnUnconfirmedRowIsADraftThatSaysSo() {
    ConceptMap map =
        build(
            GroupsForTests.row("a", "b", "equivalent", "yes"),
            GroupsForTests.row("a1", "", "unmatched", "no"));
    assertThat(map.getStatus()).isEqualTo(PublicationStatus.DRAFT);
    assertThat(map.getDescription()).contains("unconfirmed");
    TargetElementComponent none = map.getGroupFirstRep().getElement().get(1).getTargetFirstRep();
    assertThat(none.getComment()).isEqualTo("未核对 unconfirmed");
    assertThat(none.hasCode()).isFalse();
    assertThat(build(GroupsForTests.row("a", "b", "equal", "yes")).getStatus())
        .isEqualTo(PublicationStatus.ACTIVE);
  }

  @Test
  void saysWhatBecomesOfOtherCodes() {
    ConceptMapGroupComponent group =
        build(GroupsForTests.row("a", "b", "wider", "yes")).getGroupFirstRep();
    assertThat(group.getUnmapped().getMode()).isEqualTo(ConceptMapGroupUnmappedMode.FIXED);
    assertThat(group.getUnmapped().getCode()).isEqualTo("z");
    assertThat(group.getUnmapped().getDisplay()).isEqualTo("zed");
  }

  private ConceptMap build(MapRow... rows) {
    return builder.build(Map.of(GROUP, List.of(rows)));
  }
}
