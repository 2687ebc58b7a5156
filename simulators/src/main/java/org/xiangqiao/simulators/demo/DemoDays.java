package org.xiangqiao.simulators.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.WorkingDay;

/**
 * The demo township's days, each sent once: a small file beside the data remembers the first day
 * (residents' ages hang on it) and the last.
 *
 * @param run number of the day, from 1
 */
record DemoDays(
    Path file, Township township, int run, LocalDateTime opening, LocalDateTime closing) {

  private static final long SEED = 20260101;
  private static final int HOURS = 8;

  static DemoDays next(Path file, int residents, LocalDateTime now) throws IOException {
    Properties known = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        known.load(reader);
      }
    }
    LocalDateTime closing = now.minusMinutes(1).truncatedTo(ChronoUnit.SECONDS);
    LocalDateTime opening = closing.minusHours(HOURS);
    LocalDate first = closing.minusHours(HOURS).toLocalDate();
    int run = 1;
    int size = residents;
    if (!known.isEmpty()) {
      first = LocalDate.parse(known.getProperty("first-day"));
      run = Integer.parseInt(known.getProperty("run")) + 1;
      size = Integer.parseInt(known.getProperty("residents"));
      LocalDateTime last = LocalDateTime.parse(known.getProperty("closing"));
      opening = last.isAfter(opening) ? last : opening;
      closing = opening.isAfter(closing) ? opening : closing;
    }
    return new DemoDays(file, Township.of(SEED, size, first), run, opening, closing);
  }

  List<EmrMessage> messages() {
    return WorkingDay.messages(township, opening, closing, run, SEED);
  }

  /** Sent: the next start sends the next day. */
  void done() throws IOException {
    Properties known = new Properties();
    known.setProperty("first-day", township.today().toString());
    known.setProperty("residents", String.valueOf(township.residents().size()));
    known.setProperty("run", String.valueOf(run));
    known.setProperty("closing", closing.toString());
    Files.createDirectories(file.getParent());
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      known.store(writer, "days the demo EMR has sent");
    }
  }
}
