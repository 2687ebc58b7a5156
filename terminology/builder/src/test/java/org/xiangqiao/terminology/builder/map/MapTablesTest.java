package org.xiangqiao.terminology.builder.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapTablesTest {

  @Test
  void readsSeveralSourcesOfACell() {
    MapGroup group = GroupsForTests.group("products", "code", "", "wider");
    List<MapRow> rows =
        MapTables.rows(
            group,
            List.of(Map.of("code", "HepB", "products", "0201, 0202", "comment", "", "dose", "")));
    assertThat(rows)
        .extracting(MapRow::source, MapRow::target, MapRow::equivalence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0201", "HepB", "wider"),
            org.assertj.core.groups.Tuple.tuple("0202", "HepB", "wider"));
  }

  @Test
  void takesOnlyRowsThatFulfilTheCondition() {
    MapGroup group = GroupsForTests.group("fhir", "code", "back=yes", "equivalent");
    List<MapRow> rows =
        MapTables.rows(
            group,
            List.of(
                Map.of("code", "1", "fhir", "male", "back", "yes"),
                Map.of("code", "M", "fhir", "male", "back", "no")));
    assertThat(rows).extracting(MapRow::target).containsExactly("1");
  }

  @Test
  void aRowsOwnWordsComeBeforeTheGroups() {
    MapGroup group = GroupsForTests.group("", "", "", "wider");
    MapRow row =
        MapTables.rows(
                group,
                List.of(
                    Map.of(
                        "source", "a", "target", "b", "equivalence", "equal", "confirmed", "no")))
            .get(0);
    assertThat(row.equivalence()).isEqualTo("equal");
    assertThat(row.confirmed()).isEqualTo("no");
  }

  @Test
  void namesTheRowThatLacksAColumn() {
    MapGroup group = GroupsForTests.group("", "elsewhere", "", "wider");
    assertThatThrownBy(() -> MapTables.rows(group, List.of(Map.of("source", "a", "target", "b"))))
        .hasMessage("maps/test.csv row 1: no column elsewhere");
  }
}
