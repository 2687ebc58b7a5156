package org.xiangqiao.terminology.builder.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.SampleTable;

class ConceptTreeTest {

  private final List<String> problems = new ArrayList<>();

  @Test
  void childrenStandBelowTheirParents() {
    CodeSystem system = tree(SampleTable.of("11,甲之一,1", "1,甲,", "111,甲之一之一,11", "2,乙,"));
    assertThat(problems).isEmpty();
    assertThat(system.getConcept()).extracting("code").containsExactly("1", "2");
    assertThat(system.getConceptFirstRep().getConceptFirstRep().getConceptFirstRep().getCode())
        .isEqualTo("111");
  }

  @Test
  void cyclesStrangersAndTheNamelessAreToldWithTheirCode() {
    tree(SampleTable.of("1,甲,2", "2,乙,1", "3,丙,9", "4,,", "5,戊,5", "6,己,2"));
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "codes/sample.csv: code '4' has no display",
            "codes/sample.csv: code '1' is above its own parent '2'",
            "codes/sample.csv: code '2' is above its own parent '1'",
            "codes/sample.csv: code '3' its parent '9' is not in the table",
            "codes/sample.csv: code '5' is above its own parent '5'",
            "codes/sample.csv: code '6' is above its own parent '2'");
  }

  @Test
  void aCodeThatIsThereTwiceIsNoTable() {
    assertThatThrownBy(() -> SampleTable.of("1,甲,", "1,乙,"))
        .hasMessage("code 1 is twice in table sample");
  }

  private CodeSystem tree(CodeTable table) {
    CodeSystem system = new CodeSystem();
    new ConceptTree(table, ConceptProperties.load(), problems).addTo(system);
    return system;
  }
}
