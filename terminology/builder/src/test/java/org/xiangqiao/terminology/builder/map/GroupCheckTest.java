package org.xiangqiao.terminology.builder.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCheckTest {

  private static final MapGroup GROUP = GroupsForTests.group("", "", "", "");

  private final GroupCheck check = new GroupCheck(GroupsForTests.displays());

  @Test
  void findsNothingWrongWithGoodRows() {
    assertThat(
            problems(
                GroupsForTests.row("a", "b", "equivalent", "yes"),
                GroupsForTests.row("a1", "", "unmatched", "no")))
        .isEmpty();
  }

  @Test
  void refusesCodesThatAreNotInTheirSystems() {
    assertThat(problems(GroupsForTests.row("x", "y", "equivalent", "yes")))
        .containsExactly(
            "maps/test.csv row 1: x is not in urn:oid:1.2.3",
            "maps/test.csv row 1: y is not in http://example.org/target");
  }

  @Test
  void refusesTheSamePairTwice() {
    assertThat(
            problems(
                GroupsForTests.row("a", "b", "equivalent", "yes"),
                GroupsForTests.row("a", "b", "wider", "yes")))
        .containsExactly("maps/test.csv row 1: a → b is twice");
  }

  @Test
  void refusesATargetBesideNone() {
    assertThat(
            problems(
                GroupsForTests.row("a", "", "unmatched", "yes"),
                GroupsForTests.row("a", "b", "wider", "yes")))
        .containsExactly("maps/test.csv row 1: a is also said to have no target");
  }

  @Test
  void refusesWordsThatFhirDoesNotHave() {
    assertThat(problems(GroupsForTests.row("a", "b", "broader", "perhaps")))
        .containsExactly(
            "maps/test.csv row 1: confirmed is 'perhaps', not yes or no",
            "maps/test.csv row 1: no such equivalence 'broader'");
  }

  @Test
  void refusesAnEquivalenceThatDoesNotFitTheTarget() {
    assertThat(
            problems(
                GroupsForTests.row("a", "b", "unmatched", "yes"),
                GroupsForTests.row("a1", "", "wider", "yes")))
        .containsExactly(
            "maps/test.csv row 1: unmatched with target 'b'",
            "maps/test.csv row 1: wider with target ''");
  }

  @Test
  void wantsACommentWhereTheMeaningDiffers() {
    assertThat(problems(GroupsForTests.row("a", "b", "narrower", "yes")))
        .containsExactly("maps/test.csv row 1: narrower needs a comment (rule cmd-1)");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(problems()).containsExactly("maps/test.csv: no row for map test");
  }

  private List<String> problems(MapRow... rows) {
    return check.problems(GROUP, List.of(rows));
  }
}
