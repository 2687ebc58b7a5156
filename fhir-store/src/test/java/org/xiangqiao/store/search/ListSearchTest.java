package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Members of a List, R4 search.html#list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListSearchTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  @Test
  void membersThatAreNotMarkedAsDeleted() {
    assertThat(records.ids("Patient", "_list", "panel")).containsExactly("one");
    assertThat(records.ids("Patient", "_list", "List/panel")).containsExactly("one");
    assertThat(records.ids("Observation", "_list", "panel,none")).containsExactly("pulse");
    assertThat(records.ids("Encounter", "_list", "panel")).isEmpty();
    assertThat(records.ids("Patient", "_list", "none")).isEmpty();
    assertThat(records.ids("Patient", "_list", "panel", "gender", "female")).isEmpty();
  }

  @Test
  void functionalListsAndNonsenseAreRefused() {
    assertThat(records.refusedAs("AllergyIntolerance", "_list", "$current-allergies"))
        .isEqualTo("search.functional-list");
    assertThat(records.refusedAs("Patient", "_list", "Group/1")).isEqualTo("search.bad-reference");
    assertThat(records.refusedAs("Patient", "_list:not", "1"))
        .isEqualTo("search.unsupported-modifier");
  }
}
