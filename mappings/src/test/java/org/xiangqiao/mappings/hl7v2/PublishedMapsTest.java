package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.CsvResource;

/** The concept maps that the FHIR package publishes say what these mappings do. */
class PublishedMapsTest {

  @ParameterizedTest
  @CsvSource({
    "maps/hl7v2-marital-status.csv, marital-statuses.csv, national",
    "maps/hl7v2-body-site.csv, sites.csv, national",
    "maps/ncit-route.csv, routes.csv, national",
    "maps/hl7v2-relationship.csv, family-relationships.csv, national",
    "maps/hl7v2-relationship-to-v3.csv, family-relationships.csv, role",
    "maps/hl7v2-patient-class.csv, visit-classes.csv, act"
  })
  void everyPublishedPairIsTheMappingsOwn(String map, String table, String column) {
    NameTable names = new NameTable(table, "name");
    for (Map<String, String> row : rows(map)) {
      String target = row.get("target").isEmpty() ? null : row.get("target");
      assertThat(names.find(row.get("source"), column).filter(code -> !code.equals("none")))
          .as(map + " " + row.get("source"))
          .isEqualTo(Optional.ofNullable(target));
    }
  }

  @Test
  void routesOfHl7AreOurOwnCodes() {
    assertThat(rows("maps/hl7v2-route.csv"))
        .allSatisfy(row -> assertThat(row.get("source")).isEqualTo(row.get("target")));
    assertThat(rows("maps/hl7v2-route.csv").stream().map(row -> row.get("target")))
        .containsExactlyInAnyOrderElementsOf(
            CodeTables.load().immunizationRoutes().concepts().stream()
                .map(CodeTable.Concept::code)
                .collect(Collectors.toList()));
  }

  private static List<Map<String, String>> rows(String map) {
    return CsvResource.rows(CsvResource.class, map);
  }
}
