package org.xiangqiao.bench.engine.ask;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.xiangqiao.bench.engine.corpus.Corpus;
import org.xiangqiao.bench.engine.corpus.PatientRecord;

/**
 * What one question is about, drawn from what is stored; the same seed gives the same draws.
 *
 * @param copy of the record
 * @param observation number of one of the record's Observations
 * @param part number of one of its resources
 * @param code {@code system|code} of one of the most frequent Observations
 * @param rare the same of one that is rarely used
 * @param day within the years that the data are of
 * @param serial different in every draw of a run: the copy that a write makes
 */
public record Draw(
    Corpus corpus,
    int record,
    long copy,
    int observation,
    int part,
    String code,
    String rare,
    LocalDate day,
    long serial) {

  private static final int FREQUENT = 12;
  private static final LocalDate FIRST_DAY = LocalDate.of(2021, 6, 1);
  private static final int DAYS = 1500;

  /** Draws for one client. */
  public static final class Source {

    private final Corpus corpus;
    private final int copies;
    private final int changed;
    private final SplittableRandom random;
    private final List<Integer> records;
    private final List<String> codes;
    private final LongSupplier serials;

    /**
     * @param copies of each record that are there, from 0
     * @param records of which to draw
     * @param changed the copy of which a part is deleted, or -1: it is not asked for
     * @param serials a number that nobody else gets
     */
    public Source(
        Corpus corpus,
        int copies,
        int changed,
        List<Integer> records,
        long seed,
        LongSupplier serials) {
      this.changed = changed;
      this.corpus = corpus;
      this.copies = copies;
      this.records = records;
      this.random = new SplittableRandom(seed);
      this.codes = corpus.codes();
      this.serials = serials;
    }

    public Draw next() {
      int record = records.get(random.nextInt(records.size()));
      PatientRecord chosen = corpus.records().get(record);
      int copy = random.nextInt(copies);
      return new Draw(
          corpus,
          record,
          copy == changed ? 0 : copy,
          random.nextInt(chosen.observations().size()),
          random.nextInt(chosen.size()),
          codes.get(random.nextInt(Math.min(FREQUENT, codes.size()))),
          codes.get(codes.size() - 1 - random.nextInt(Math.max(1, codes.size() / 4))),
          FIRST_DAY.plusDays(random.nextInt(DAYS)),
          serials.getAsLong());
    }
  }

  PatientRecord source() {
    return corpus.records().get(record);
  }

  String patient() {
    return source().patient(copy);
  }

  String identity() {
    return corpus.identity(record, copy);
  }

  PatientRecord.Coded observed() {
    return source().observations().get(observation);
  }

  String observedCode() {
    return observed().system() + "|" + observed().code();
  }

  PatientRecord.Part chosenPart() {
    return source().parts().get(part);
  }

  String partId() {
    return chosenPart().id() + (copy == 0 ? "" : "-" + copy);
  }
}
