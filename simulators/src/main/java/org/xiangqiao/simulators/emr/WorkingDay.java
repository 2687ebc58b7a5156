package org.xiangqiao.simulators.emr;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A working day of the township. On the first day every resident is registered and children hand in
 * the record of earlier doses beside the one that is due; on later days some come again, and a
 * child's last dose is corrected. Some residents have moved. Residents of one of the two towns are
 * seen by the older EMR.
 */
public final class WorkingDay {

  private static final int EARLIER_DOSES = 2;
  private static final int EVENTS_PER_RESIDENT = 3;

  private final Township township;
  private final LocalDateTime opening;
  private final Duration slot;
  private final int run;
  private final Random random;
  private final List<ScheduledDose> schedule = ScheduledDose.schedule();
  private final List<EmrMessage> messages = new ArrayList<>();

  private WorkingDay(
      Township township, LocalDateTime opening, LocalDateTime closing, int run, long seed) {
    this.township = township;
    this.opening = opening;
    this.slot =
        Duration.between(opening, closing)
            .dividedBy((long) EVENTS_PER_RESIDENT * township.residents().size());
    this.run = run;
    this.random = new Random(seed * 31 + run);
  }

  /**
   * @param closing no event is later
   * @param run counts the days sent, from 1; part of every control id
   */
  public static List<EmrMessage> messages(
      Township township, LocalDateTime opening, LocalDateTime closing, int run, long seed) {
    return new WorkingDay(township, opening, closing, run, seed).plan();
  }

  private List<EmrMessage> plan() {
    for (int i = 0; i < township.residents().size(); i++) {
      Resident resident = township.residents().get(i);
      boolean comes = run == 1 || random.nextInt(5) < 2;
      boolean moves = random.nextInt(8) == 0;
      if (comes) {
        registration(resident, time(i, 0));
        if (resident.child()) {
          doses(resident, time(i, 1));
        }
      }
      if (moves) {
        change(resident, time(i, 2));
      }
    }
    return List.copyOf(messages);
  }

  private LocalDateTime time(int resident, int event) {
    return opening.plus(slot.multipliedBy((long) EVENTS_PER_RESIDENT * resident + event));
  }

  private void registration(Resident resident, LocalDateTime at) {
    EmrSystem system = EmrSystem.of(resident);
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
    EmrSystem system = EmrSystem.of(resident);
    String controlId = controlId();
    Resident moved =
        resident.moved(
            "示范省示范市乡桥县"
                + (system == EmrSystem.BAISHUI ? "白水镇新街" : "青石镇新街")
                + random.nextInt(99)
                + "号",
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
        schedule.stream()
            .filter(d -> !d.dueFor(child.birthDate()).isAfter(at.toLocalDate()))
            .toList();
    int last = due.size() - 1;
    for (int i = run == 1 ? Math.max(0, last - EARLIER_DOSES) : last; i <= last; i++) {
      LocalDateTime dueAt = due.get(i).dueFor(child.birthDate()).atTime(9, 30);
      boolean earlier = i < last && dueAt.isBefore(at);
      dose(child, due.get(i), earlier ? dueAt : at, earlier, at);
    }
  }

  private void dose(
      Resident child,
      ScheduledDose dose,
      LocalDateTime givenAt,
      boolean historical,
      LocalDateTime at) {
    EmrSystem system = EmrSystem.of(child);
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
                "OBX",
                "1",
                "NM",
                "30973-2^Dose number in series^LN",
                "1",
                "" + dose.number(),
                "",
                "",
                "",
                "",
                "",
                "F");
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
    fields[14] = "L" + dose.productCode() + String.format("%03d", run);
    fields[15] = opening.plusYears(1).format(DateTimeFormatter.BASIC_ISO_DATE);
    fields[16] = "^示范生物制品研究所";
    fields[19] = "CP";
    fields[20] = run == 1 ? "A" : "U";
    return fields;
  }

  private void add(Resident resident, String type, String controlId, Hl7Writer writer) {
    messages.add(
        new EmrMessage(EmrSystem.of(resident), resident.number(), type, controlId, writer.text()));
  }

  private String controlId() {
    return String.format("D%04d-%06d", run, messages.size() + 1);
  }
}
