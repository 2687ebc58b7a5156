package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.search.criteria.ResourceTables;

/** {@code _total}, small and large. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TotalTest {

  private SearchFixture fixture;

  @BeforeAll
  void manyRows() {
    fixture = new SearchFixture();
    fixture.jdbc.update(
        "insert into resource_flag (tenant_id, rid, fhir_id, version, last_updated, tokens, body)"
            + " select 1, n, 'f' || n, 1, now() - n * interval '1 s', '{}', '{}'"
            + " from generate_series(1, 12345) n");
    fixture.jdbc.execute("vacuum analyze resource_flag");
  }

  @Test
  void nobodyCountsUnasked() {
    assertThat(fixture.search("Flag").total()).isNull();
    assertThat(fixture.search("Flag", "_total", "none").total()).isNull();
  }

  @Test
  void accurateIsExact() {
    assertThat(fixture.search("Flag", "_total", "accurate").total()).isEqualTo(12345);
  }

  @Test
  void estimatesOfManyHaveTwoDigits() {
    assertThat(fixture.search("Flag", "_total", "estimate").total())
        .isBetween(11_000L, 14_000L)
        .satisfies(total -> assertThat(total % 1000).isZero());
  }

  @Test
  void estimatesOfFewAreExact() {
    assertThat(fixture.search("Flag", "_total", "estimate", "_id", "f1,f2,f3").total())
        .isEqualTo(3);
    assertThat(fixture.search("Flag", "_total", "estimate", "_id", "nobody").total()).isZero();
  }

  @Test
  void otherWordsAreRefused() {
    for (String word : List.of("", "exact", "ACCURATE")) {
      assertThat(
              catchThrowableOfType(
                      StoreException.class, () -> fixture.search("Flag", "_total", word))
                  .problems()
                  .get(0)
                  .key())
          .isEqualTo("search.bad-result-parameter");
    }
  }

  @Test
  void countingTooLongIsRefusedWithARemedy() {
    MatchCounter counter =
        new MatchCounter(fixture.database, new ResourceTables(fixture.jdbc), Duration.ofSeconds(1));
    SearchQuery query =
        new SearchQuery(
            "Flag",
            List.of((sql, row) -> sql.add("pg_sleep(5) is not null")),
            SearchQuery.Order.DEFAULT,
            20,
            true,
            SearchQuery.Total.NONE,
            List.of(),
            List.of(),
            java.util.Map.of());
    StoreException refusal =
        catchThrowableOfType(StoreException.class, () -> counter.total(query, 1));
    assertThat(refusal.problems().get(0).key()).isEqualTo("search.count-too-long");
  }
}
