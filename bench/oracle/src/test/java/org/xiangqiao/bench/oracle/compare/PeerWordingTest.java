package org.xiangqiao.bench.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.oracle.query.Criterion;
import org.xiangqiao.bench.oracle.query.SearchCase;

class PeerWordingTest {

  private static List<String> reworded(Criterion... criteria) {
    SearchCase search = new SearchCase("f", "Observation", List.of(criteria), SearchCase.Asked.IDS);
    return PeerWording.of(search).stream().map(SearchCase::readable).toList();
  }

  private static Criterion criterion(String value, String feature) {
    return new Criterion("p", value, feature);
  }

  @Test
  void boundsOfDatesBecomeTwoSearches() {
    assertThat(reworded(criterion("ge2022-03", "date ge")))
        .containsExactly("Observation?p=gt2022-03", "Observation?p=eq2022-03");
    assertThat(reworded(criterion("le2022", "date le")))
        .containsExactly("Observation?p=lt2022", "Observation?p=eq2022");
    assertThat(reworded(criterion("ge2022-03-01", "chain of 1"))).hasSize(2);
  }

  @Test
  void severalDatesBecomeOneSearchEach() {
    assertThat(reworded(criterion("2022,2023-01", "date or"), criterion("a,b", "token or")))
        .containsExactly("Observation?p=2022&p=a,b", "Observation?p=2023-01&p=a,b");
  }

  @Test
  void everythingElseStays() {
    assertThat(reworded(criterion("ge2022", "number ge"))).containsExactly("Observation?p=ge2022");
    assertThat(reworded(criterion("gt2022-03", "date gt")))
        .containsExactly("Observation?p=gt2022-03");
  }
}
