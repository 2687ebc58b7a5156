package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DateSearchTest {

  private SearchFixture fixture;

  @BeforeAll
  void records() {
    fixture = new SearchFixture();
    for (String date :
        List.of("2026-02-28", "2026-03-01", "2026-03-01T10:00:00+08:00", "2026-03", "2026-03-02")) {
      Immunization dose = new Immunization();
      dose.setId("Immunization/" + date.replaceAll("[:+]", "."));
      dose.setOccurrence(new DateTimeType(date));
      dose.addReaction().setDateElement(new DateTimeType(date));
      dose.addReaction().setDateElement(new DateTimeType("2020"));
      fixture.store(dose);
    }
    fixture.store(encounter("whole", "2026-03-01", "2026-03-05"));
    fixture.store(encounter("open", "2026-03-01", null));
    fixture.store(encounter("begun", null, "2026-03-05"));
    fixture.store(encounter("none", null, null));
    fixture.store(1, Instant.parse("2026-04-01T16:00:00Z"), encounter("late", null, null));
  }

  private static Encounter encounter(String id, String start, String end) {
    Encounter encounter = new Encounter();
    encounter.setId("Encounter/" + id);
    Period period = new Period();
    if (start != null) {
      period.setStartElement(new DateTimeType(start));
    }
    if (end != null) {
      period.setEndElement(new DateTimeType(end));
    }
    encounter.setPeriod(period);
    return encounter;
  }

  /** R4 search.html#prefix, for the day 2026-03-01 of China's time. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-03-01 2026-03-01T10.00.00.08.00",
    "eq2026-03-01, 2026-03-01 2026-03-01T10.00.00.08.00",
    "ne2026-03-01, 2026-02-28 2026-03 2026-03-02",
    "gt2026-03-01, 2026-03 2026-03-02",
    "ge2026-03-01, 2026-03-01 2026-03-01T10.00.00.08.00 2026-03 2026-03-02",
    "lt2026-03-01, 2026-02-28",
    "le2026-03-01, 2026-02-28 2026-03-01 2026-03-01T10.00.00.08.00",
    "sa2026-03-01, 2026-03-02",
    "eb2026-03-01, 2026-02-28",
    "eq2026-03-01T10:00, 2026-03-01T10.00.00.08.00",
    "eq2026-03-01T02:00:00Z, 2026-03-01T10.00.00.08.00",
    "eq2026-03, 2026-03-01 2026-03-01T10.00.00.08.00 2026-03 2026-03-02"
  })
  void comparators(String value, String expected) {
    assertThat(fixture.ids("Immunization", "date", value)).containsExactly(expected.split(" "));
    assertThat(fixture.ids("Immunization", "reaction-date", value))
        .as("the same of a date that repeats")
        .contains(expected.split(" "));
  }

  @Test
  void repeatedDatesMatchIfAnyDoes() {
    assertThat(fixture.ids("Immunization", "reaction-date", "2020")).hasSize(5);
    assertThat(fixture.ids("Immunization", "reaction-date", "2026-03-02", "reaction-date", "2020"))
        .containsExactly("2026-03-02");
  }

  @Test
  void openPeriods() {
    assertThat(fixture.ids("Encounter", "date", "gt2027")).containsExactly("open");
    assertThat(fixture.ids("Encounter", "date", "lt1900")).containsExactly("begun");
    assertThat(fixture.ids("Encounter", "date", "2026-03")).containsExactly("whole");
  }

  @Test
  void bothEndsOfARange() {
    assertThat(fixture.ids("Immunization", "date", "ge2026-03-01", "date", "lt2026-03-02"))
        .containsExactly("2026-03-01", "2026-03-01T10.00.00.08.00", "2026-03");
  }

  @Test
  void alternatives() {
    assertThat(fixture.ids("Immunization", "date", "2026-02-28,2026-03-02"))
        .containsExactly("2026-02-28", "2026-03-02");
  }

  @Test
  void lastUpdated() {
    assertThat(fixture.ids("Encounter", "_lastUpdated", "gt2026-03-15")).containsExactly("late");
    assertThat(fixture.ids("Encounter", "_lastUpdated", "2026-04-02")).containsExactly("late");
    assertThat(fixture.ids("Encounter", "_lastUpdated", "2026-04-01")).isEmpty();
    assertThat(fixture.ids("Encounter", "_lastUpdated", "le2026-03-01T08:00:00+08:00")).hasSize(4);
    assertThat(fixture.ids("Encounter", "_lastUpdated", "ge2026-04-01T16:00:00.000Z"))
        .containsExactly("late");
  }

  @Test
  void nonsenseIsRefusedWithoutRepeatingIt() {
    for (String value : List.of("2026-13", "yesterday", "xx2026", "2026-02-30")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> fixture.search("Immunization", "date", value));
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.INVALID);
      assertThat(refusal.getMessage()).doesNotContain(value);
    }
  }
}
