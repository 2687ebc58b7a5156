package org.xiangqiao.simulators.emr;

import java.time.LocalDate;
import java.util.List;

/** A dose of the national immunization programme (免疫规划程序): a row of {@code schedule.csv}. */
record ScheduledDose(
    String vaccine,
    int number,
    int ageMonths,
    String productCode,
    String productName,
    String route,
    String site,
    String amount,
    String unit) {

  static List<ScheduledDose> schedule() {
    return Words.lines("schedule.csv").stream().map(ScheduledDose::parse).toList();
  }

  LocalDate dueFor(LocalDate birthDate) {
    return birthDate.plusMonths(ageMonths);
  }

  private static ScheduledDose parse(String line) {
    String[] c = line.split(",", -1);
    return new ScheduledDose(
        c[0], Integer.parseInt(c[1]), Integer.parseInt(c[2]), c[3], c[4], c[5], c[6], c[7], c[8]);
  }
}
