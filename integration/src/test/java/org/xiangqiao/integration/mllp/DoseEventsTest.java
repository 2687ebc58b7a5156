package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.TestPostgres;

class DoseEventsTest {

  private static final Caller COUNTY = new Caller(1, "test", "", "r");
  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-03-05T10:00:00.1239+08:00");
  private static DoseEvents events;

  @BeforeAll
  static void open() {
    events = new DoseEvents(new JdbcTemplate(TestPostgres.database()));
  }

  @Test
  void aWordThatWasOvertakenMeanwhileIsNoticed() {
    DoseKey one = key("one");
    DoseKey two = key("two");
    say(TEN, one);
    assertThatThrownBy(() -> say(TEN.minusSeconds(1), one, two))
        .isInstanceOf(Writing.RaceLost.class);

    assertThat(events.saidLater(1, List.of(one, two), TEN.minusSeconds(1))).contains(one);
    assertThat(events.saidLater(1, List.of(one, two), TEN)).isEmpty();
  }

  @Test
  void theTimeMovesForwardOnly() {
    DoseKey dose = key("three");
    say(TEN, dose);
    say(TEN, dose);
    say(TEN.plusSeconds(2), dose);

    assertThat(events.saidLater(1, List.of(dose), TEN.plusSeconds(1))).containsExactly(dose);
    assertThat(events.saidLater(1, List.of(dose), TEN.plusSeconds(2))).isEmpty();
  }

  @Test
  void countiesDoNotHearEachOther() {
    DoseKey dose = key("four");
    say(TEN, dose);

    assertThat(events.saidLater(2, List.of(dose), TEN.minusDays(1))).isEmpty();
  }

  @Test
  void systemAndValueAreKeptApart() {
    assertThat(DoseKey.of(new Identifier().setSystem("a").setValue("bc")))
        .isNotEqualTo(DoseKey.of(new Identifier().setSystem("ab").setValue("c")));
  }

  private static void say(OffsetDateTime at, DoseKey... doses) {
    events.said(List.of(doses), at).written(COUNTY, List.of());
  }

  private static DoseKey key(String value) {
    return DoseKey.of(new Identifier().setSystem("urn:test").setValue(value));
  }
}
