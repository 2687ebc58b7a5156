package org.xiangqiao.simulators.emr;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A working day of the township: every resident is registered for a visit, children get the dose
 * that is due and hand in the record of earlier ones, some residents have moved. Half of the
 * villages use the older EMR.
 */
public final class WorkingDay {

  private static final int EARLIER_DOSES = 2;

  private final Township township;
  private final LocalDate day;
  private final int run;
  private final Random random;
  private final List<ScheduledDose> schedule = ScheduledDose.schedule();
  private final List<EmrMessage> messages = new ArrayList<>();

  private WorkingDay(Township township, LocalDate day, int run, long seed) {
    this.township = township;
    this.day = day;
    this.run = run;
    this.random = new Random(seed * 31 + run);
  }

  /**
   * @param run counts the days sent; part of every control id
   */
  public static List<EmrMessage> messages(Township township, LocalDate day, int run, long seed) {
    return new WorkingDay(township, day, run, seed).plan();
  }

  private List<EmrMessage> plan() {
    LocalDateTime opening = day.atTime(8, 0);
    int minute = 0;
    for (Resident resident : township.residents()) {
      LocalDateTime at = opening.plusSeconds(minute++ * 90L % (8 * 3600));
      registration(resident, at);
      if (resident.child()) {
        doses(resident, at.plusMinutes(10));
      }
      if (random.nextInt(8) == 0) {
        change(resident, at.plusMinutes(25));
      }
    }
    return List.copyOf(messages);
  }

  private void registration(Resident resident, LocalDateTime at) {
    EmrSystem system = systemOf(resident);
    String controlId = controlId();
    add(
        resident,
        "ADT^A04",
        controlId,
        new Hl7Writer(system)
            .header("ADT", "A04", controlId, at)
            .event("A04", at)
            .patient(resident)
            .guardian(resident)
            .visit("V" + run + "-" + resident.number(), at));
  }

  private void change(Resident resident, LocalDateTime at) {
    EmrSystem system = systemOf(resident);
    String controlId = controlId();
    Resident moved =
        resident.moved(
            "示范省示范市乡桥县" + (system == EmrSystem.BAISHUI ? "白水镇新街" : "青石镇新街") + random.nextInt(99) + "号",
            resident.phone());
    add(
        resident,
        "ADT^A08",
        controlId,
        new Hl7Writer(system)
            .header("ADT", "A08", controlId, at)
            .event("A08", at)
            .patient(moved)
            .guardian(moved));
  }

  private void doses(Resident child, LocalDateTime at) {
    List<ScheduledDose> due =
        schedule.stream().filter(d -> !d.dueFor(child.birthDate()).isAfter(day)).toList();
    for (int i = Math.max(0, due.size() - 1 - EARLIER_DOSES); i < due.size(); i++) {
      ScheduledDose dose = due.get(i);
      boolean today = i == due.size() - 1;
      LocalDateTime givenAt =
          today ? at : dose.dueFor(child.birthDate()).plusDays(i % 5).atTime(9, 30);
      dose(child, dose, givenAt.isAfter(at) ? at : givenAt, !today, at);
    }
  }

  private void dose(
      Resident child,
      ScheduledDose dose,
      LocalDateTime givenAt,
      boolean historical,
      LocalDateTime at) {
    EmrSystem system = systemOf(child);
    String controlId = controlId();
    Hl7Writer writer =
        new Hl7Writer(system)
            .header("VXU", "V04", controlId, at)
            .patient(child)
            .guardian(child)
            .segment("ORC", "RE", "", "J" + child.number() + "-" + dose.vaccine() + dose.number())
            .segment("RXA", rxa(system, dose, givenAt, historical))
            .segment("RXR", dose.route(), dose.site())
            .segment(
                "OBX", "1", "NM", "30973-2^Dose number in series^LN", "1", "" + dose.number(), "",
                "", "", "", "", "F");
    add(child, "VXU^V04", controlId, writer);
  }

  private String[] rxa(
      EmrSystem system, ScheduledDose dose, LocalDateTime givenAt, boolean historical) {
    String[] fields = new String[21];
    java.util.Arrays.fill(fields, "");
    fields[0] = "0";
    fields[1] = "1";
    fields[2] = givenAt.format(Hl7Writer.SECOND);
    fields[3] = givenAt.format(Hl7Writer.SECOND);
    fields[4] = dose.productCode() + "^" + Hl7Writer.escape(dose.productName()) + "^CNIIS";
    fields[5] = dose.amount();
    fields[6] = dose.unit();
    fields[8] = historical ? "01" : "00";
    fields[9] = "N0007^李^护士";
    fields[10] = "^^^" + Hl7Writer.escape(system.facility());
    fields[14] = "20" + (24 + dose.number() % 2) + "0" + (1 + dose.number() % 9) + "A" + dose.productCode();
    fields[15] = day.plusYears(1).format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
    fields[16] = "^示范生物制品研究所";
    fields[19] = "CP";
    fields[20] = "A";
    return fields;
  }

  private void add(Resident resident, String type, String controlId, Hl7Writer writer) {
    messages.add(
        new EmrMessage(systemOf(resident), resident.number(), type, controlId, writer.text()));
  }

  private String controlId() {
    return String.format("D%04d-%06d", run, messages.size() + 1);
  }

  private static EmrSystem systemOf(Resident resident) {
    return resident.address().contains("白水镇") ? EmrSystem.BAISHUI : EmrSystem.QINGSHI;
  }
}
