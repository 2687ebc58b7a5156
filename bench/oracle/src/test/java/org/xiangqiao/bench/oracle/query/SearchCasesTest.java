package org.xiangqiao.bench.oracle.query;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.oracle.holdings.Holdings;

/** Over the hand-made resources alone. */
class SearchCasesTest {

  private static Records records;

  @BeforeAll
  static void read() throws IOException {
    FhirContext context = FhirContext.forR4();
    records = new Records(context, new Holdings(List.of()).current(context));
  }

  private static List<String> readable(long seed) {
    return new SearchCases(records, seed)
        .generate(2000).stream().map(SearchCase::readable).toList();
  }

  @Test
  void theSameSeedGivesTheSameCases() {
    assertThat(readable(7)).isEqualTo(readable(7)).isNotEqualTo(readable(8));
  }

  @Test
  void noCaseComesTwice() {
    assertThat(readable(7)).doesNotHaveDuplicates();
  }

  @Test
  void everyFamilyHasCases() {
    Set<String> features =
        new SearchCases(records, 7)
            .generate(4000).stream().map(SearchCase::feature).collect(Collectors.toSet());
    assertThat(features)
        .contains(
            "token code",
            "token system|code",
            "token:not",
            "token:text",
            "token:of-type",
            "token:in",
            "token:in of R4",
            "token:below of R4",
            "token:missing",
            "string:exact",
            "string:contains",
            "date ap",
            "date sa",
            "date ne",
            "number ge",
            "quantity converted",
            "quantity ||unit",
            "uri:below",
            "reference:Type",
            "reference:identifier",
            "reference version",
            "canonical|version",
            "composite token-quantity",
            "chain of 1",
            "chain of 2",
            "chain of 3",
            "_has",
            "_has nested",
            "_include",
            "_include *",
            "_include:iterate",
            "_revinclude",
            "_sort date",
            "_sort several",
            "_filter",
            "_list",
            "_tag",
            "paging",
            "_summary=count",
            "_total=accurate",
            "POST _search",
            "compartment",
            "compartment *",
            "all types",
            "and of 2",
            "and of 4");
  }

  @Test
  void valuesAreEscaped() {
    assertThat(SearchValue.escape("12|34,5$6\\7")).isEqualTo("12\\|34\\,5\\$6\\\\7");
  }
}
