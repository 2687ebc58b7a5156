package org.xiangqiao.mappings.insurance.codes;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource.Key;

class CodeMapResourceTest {

  private static final Key KEY = new Key(CodeKind.ITEM, "H99010100001");

  @Test
  void keepsEveryRowWithWhatItsUploadWants() {
    Map<String, String> more = new LinkedHashMap<>();
    more.put("list_type", "301");
    more.put("begndate", "2026-01-05");
    List<CodeMapping> rows =
        List.of(
            new CodeMapping("L01", "一次性注射器", "C0201", null, more),
            new CodeMapping("L02", null, "C0202", "国家名称", Map.of()));

    FhirContext fhir = FhirContext.forR4Cached();
    String json = fhir.newJsonParser().encodeResourceToString(CodeMapResource.of(KEY, rows));

    assertThat(CodeMapResource.rows(fhir.newJsonParser().parseResource(ConceptMap.class, json)))
        .isEqualTo(rows);
  }

  @Test
  void isKnownByItsId() {
    assertThat(CodeMapResource.key(KEY.id())).contains(KEY);
    assertThat(CodeMapResource.key("insurance-identity-document")).isEmpty();
    assertThat(CodeMapResource.key("insurance-item-H9901")).isEmpty();
  }

  @Test
  void aTargetThatIsNoMatchMapsNothing() {
    ConceptMap map =
        CodeMapResource.of(KEY, List.of(new CodeMapping("L01", null, "C1", null, Map.of())));
    map.getGroupFirstRep()
        .getElementFirstRep()
        .getTargetFirstRep()
        .setEquivalence(ConceptMapEquivalence.UNMATCHED);

    assertThat(CodeMapResource.rows(map)).isEmpty();
  }
}
