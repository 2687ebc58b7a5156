package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateRangeTest {

  @ParameterizedTest
  @CsvSource({
    "2026, 2025-12-31T16:00:00Z, 2026-12-31T15:59:59.999Z",
    "2024-02, 2024-01-31T16:00:00Z, 2024-02-29T15:59:59.999Z",
    "2026-03-01, 2026-02-28T16:00:00Z, 2026-03-01T15:59:59.999Z",
    "2026-03-01T10:00, 2026-03-01T02:00:00Z, 2026-03-01T02:00:59.999Z",
    "2026-03-01T10:00:07, 2026-03-01T02:00:07Z, 2026-03-01T02:00:07.999Z",
    "2026-03-01T10:00:07Z, 2026-03-01T10:00:07Z, 2026-03-01T10:00:07.999Z",
    "2026-03-01T10:00:60Z, 2026-03-01T10:00:59Z, 2026-03-01T10:00:59.999Z",
    "2026-03-01T10:00:07.5-02:00, 2026-03-01T12:00:07.500Z, 2026-03-01T12:00:07.500Z",
    "1988-07-01, 1988-06-30T15:00:00Z, 1988-07-01T14:59:59.999Z"
  })
  void coversAllOfItsPrecision(String text, Instant low, Instant high) {
    assertThat(DateRange.parse(text)).contains(new DateRange(low, high));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "26", "2026-13", "2026-02-30", "2026-03-01T25:00", "2026-3-1", "x2026"})
  void nonsenseIsNoDate(String text) {
    assertThat(DateRange.parse(text)).isEmpty();
  }

  @Test
  void openEndsOfPeriods() {
    Period since = new Period().setStartElement(new DateTimeType("2026"));
    assertThat(DateRange.of(since).orElseThrow().high()).isEqualTo(DateRange.FAR_FUTURE);
    Period until = new Period().setEndElement(new DateTimeType("2026"));
    assertThat(DateRange.of(until).orElseThrow().low()).isEqualTo(DateRange.FAR_PAST);
    assertThat(DateRange.of(new Period())).isEmpty();
  }

  @Test
  void outerLimitsOfTimings() {
    Timing timing = new Timing();
    timing.addEvent(new DateTimeType("2026-03-05").getValue());
    timing.getEvent().set(0, new DateTimeType("2026-03-05"));
    timing.getEvent().add(new DateTimeType("2026-03-01"));
    assertThat(DateRange.of(timing))
        .contains(
            DateRange.parse("2026-03-01")
                .orElseThrow()
                .span(DateRange.parse("2026-03-05").orElseThrow()));
    timing.getRepeat().setBounds(new Period().setStartElement(new DateTimeType("2026-02")));
    assertThat(DateRange.of(timing).orElseThrow().high()).isEqualTo(DateRange.FAR_FUTURE);
  }

  @Test
  void otherTypesHaveNone() {
    assertThat(DateRange.of(new StringType("2026-03-01"))).isEmpty();
    assertThat(DateRange.of(new DateTimeType())).isEmpty();
  }
}
