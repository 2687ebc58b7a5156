package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;

/** Search over several types, R4 http.html#search. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemSearchTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  private SearchPage search(String... namesAndValues) {
    return records.store.search(null, namesAndValues);
  }

  private List<String> names(String... namesAndValues) {
    return names(search(namesAndValues));
  }

  private static List<String> names(SearchPage page) {
    return page.matches().stream().map(match -> match.type() + "/" + match.id()).toList();
  }

  @Test
  void namedTypes() {
    assertThat(names("_type", "Patient,Encounter"))
        .containsExactly("Patient/one", "Patient/two", "Encounter/visit");
    assertThat(names("_type", "Patient,Practitioner", "family", "wang"))
        .containsExactly("Practitioner/wang");
    assertThat(names("_type", "Patient,Device", "identifier", "urn:device|D1,urn:card|99-two"))
        .containsExactly("Patient/two", "Device/meter");
    assertThat(names("_type", "Observation,Encounter", "patient.family:exact", "Li"))
        .containsExactly("Encounter/visit", "Observation/pressure");
    assertThat(search("_type", "Patient").applied()).containsKey("_type");
  }

  @Test
  void allTypes() {
    assertThat(search("_summary", "count").total()).isEqualTo(16);
    assertThat(names("_id", "one,visit")).containsExactly("Patient/one", "Encounter/visit");
    assertThat(names("_tag", "urn:tag|one")).containsExactly("Patient/one");
    assertThat(names("_list", "panel")).containsExactly("Patient/one", "Observation/pulse");
  }

  @Test
  void pagesLeadThroughAllTypesOnce() {
    for (String[] order :
        List.of(
            new String[] {"_count", "3"},
            new String[] {"_count", "3", "_sort", "_lastUpdated"},
            new String[] {"_count", "3", "_sort", "-_lastUpdated"})) {
      SearchPage page = search(order);
      List<String> seen = new ArrayList<>(names(page));
      while (page.next() != null) {
        assertThat(page.matches()).hasSize(3);
        page = records.store.store().nextPage(OpenStore.CALLER, page.next());
        seen.addAll(names(page));
      }
      assertThat(seen).hasSize(16).doesNotHaveDuplicates();
      assertThat(seen.get(0))
          .isEqualTo(
              order.length > 2 && order[3].startsWith("-") ? "List/panel" : "Organization/county");
    }
  }

  @Test
  void onlyWhatAllTypesShare() {
    assertThat(refusedAs("_type", "Patient,Encounter", "family", "x"))
        .isEqualTo("search.unknown-parameter");
    assertThat(refusedAs("gender", "male")).isEqualTo("search.unknown-parameter");
    assertThat(refusedAs("_type", "Patient,Nonsense")).isEqualTo("search.unknown-type");
    assertThat(refusedAs("_type", "Patient,")).isEqualTo("search.empty-value");
    assertThat(refusedAs("_type", "Patient", "_include", "Patient:organization"))
        .isEqualTo("search.not-across-types");
    assertThat(refusedAs("_type", "Patient", "_sort", "birthdate"))
        .isEqualTo("search.sort-across-types");
  }

  private String refusedAs(String... namesAndValues) {
    return records.refusedAs(null, namesAndValues);
  }
}
