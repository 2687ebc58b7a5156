package org.xiangqiao.store.search.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.search.criteria.Beginnings.Bounds;
import org.xiangqiao.store.search.criteria.TextCriterion.Wanted;

/** Pages of what begins as asked, by each of the ways that lead to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeginningsTest {

  private static final long PHONETIC = 7;
  private static final int RESIDENTS = 60;

  private final JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.database());
  private final ResourceTables tables = new ResourceTables(jdbc);

  /** Every third is a Zhang with two spellings; only the last ten are also called Li. */
  @BeforeAll
  void residents() {
    for (int tenant = 1; tenant <= 2; tenant++) {
      for (int rid = 1; rid <= RESIDENTS; rid++) {
        jdbc.update(
            "insert into resource_patient (tenant_id, rid, fhir_id, version, last_updated, tokens,"
                + " body) values (?, ?, ?, 1, now(), '{}', '{}')",
            tenant,
            rid,
            "r" + rid);
        text(tenant, rid, PHONETIC + 1, "zhang");
        if (rid % 3 == 0) {
          text(tenant, rid, PHONETIC, "zhangsan");
          text(tenant, rid, PHONETIC, "zs");
        }
        if (rid > RESIDENTS - 10) {
          text(tenant, rid, PHONETIC, "li");
        }
      }
    }
  }

  private void text(int tenant, int rid, long parameter, String text) {
    jdbc.update(
        "insert into index_string (tenant_id, parameter, folded, rid) values (?, ?, ?, ?)",
        tenant,
        parameter,
        text,
        rid);
  }

  private List<Long> page(Bounds bounds, Long after, int limit, String... texts) {
    List<Wanted> wanted = new ArrayList<>();
    for (String text : texts) {
      wanted.add(new Wanted(text, 0));
    }
    return jdbc.query(
        new Beginnings(new TextCriterion(PHONETIC, TextCriterion.Match.PREFIX, wanted), bounds)
            .page(
                "select r.rid",
                Row.outer("Patient", 1, DrivingIndex.PLANNED, tables),
                after,
                limit),
        (row, number) -> row.getLong(1));
  }

  /** All sorted; none sorted, so walked to the page; walked in vain, so sorted after all. */
  @ParameterizedTest
  @CsvSource({"1000,0,0", "0,0,1000", "0,0,5", "3,0,30", "0,1,30"})
  void everyWayGivesTheSamePages(int gathered, int ofEach, int walked) {
    Bounds bounds = new Bounds(gathered, ofEach, walked);
    assertThat(page(bounds, null, 4, "z")).containsExactly(3L, 6L, 9L, 12L);
    assertThat(page(bounds, 12L, 4, "z")).containsExactly(15L, 18L, 21L, 24L);
    assertThat(page(bounds, 54L, 4, "zhangs")).containsExactly(57L, 60L);
    assertThat(page(bounds, null, 3, "li")).containsExactly(51L, 52L, 53L);
    assertThat(page(bounds, 57L, 3, "li")).containsExactly(58L, 59L, 60L);
    assertThat(page(bounds, 48L, 5, "li", "z")).containsExactly(51L, 52L, 53L, 54L, 55L);
    assertThat(page(bounds, null, 3, "zhangsi")).isEmpty();
    assertThat(page(bounds, null, 100, "z", "l")).hasSize(26).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void largerPagesSortMore() {
    assertThat(Bounds.DEFAULT.gathered(21)).isEqualTo(12_000);
    assertThat(Bounds.DEFAULT.gathered(501)).isEqualTo(150_300);
    assertThat(Bounds.DEFAULT.gathered(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE - 1);
  }

  @Test
  void onlyWhatAsksForBeginningsAlone() {
    TextCriterion name = criterion(TextCriterion.Match.PREFIX, 1);
    assertThat(Beginnings.of(List.of(name))).isPresent();
    assertThat(Beginnings.of(List.of())).isEmpty();
    assertThat(Beginnings.of(List.of(name, new IdCriterion(List.of("r1"))))).isEmpty();
    assertThat(Beginnings.of(List.of(criterion(TextCriterion.Match.EXACT, 1)))).isEmpty();
    assertThat(Beginnings.of(List.of(criterion(TextCriterion.Match.CONTAINS, 1)))).isEmpty();
    Optional<Beginnings> many = Beginnings.of(List.of(criterion(TextCriterion.Match.PREFIX, 9)));
    assertThat(many).isEmpty();
  }

  private static TextCriterion criterion(TextCriterion.Match match, int texts) {
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      wanted.add(new Wanted("z" + i, 0));
    }
    return new TextCriterion(PHONETIC, match, wanted);
  }
}
