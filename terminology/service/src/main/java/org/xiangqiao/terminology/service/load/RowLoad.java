package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.terminology.service.load.BatchWriter.Counts;
import org.xiangqiao.terminology.service.load.RowCheck.Checked;
import org.xiangqiao.terminology.service.table.ConceptRow;

/** Reads a file to its end and writes its rows in batches, bounded by rows and by characters. */
final class RowLoad {

  private final LoadLimits limits;
  private final BatchWriter batches;
  private final PinyinNames pinyin;

  RowLoad(LoadLimits limits, BatchWriter batches, PinyinNames pinyin) {
    this.limits = limits;
    this.batches = batches;
    this.pinyin = pinyin;
  }

  /** What is not written yet. */
  private static final class Batch {
    private final List<ConceptRow> good = new ArrayList<>();
    private final List<RowProblem> wrong = new ArrayList<>();
    private int rows;
    private long characters;
    private long last;

    void add(SourceRow row, Checked checked) {
      if (checked.row() != null) {
        good.add(checked.row());
      }
      wrong.addAll(checked.problems());
      rows++;
      characters += row.characters();
      last = row.number();
    }

    boolean full(LoadLimits limits) {
      return rows >= limits.batchRows() || characters >= limits.batchCharacters();
    }
  }

  /**
   * @throws SourceProblem if there are too many rows, or too many of them are wrong
   */
  void load(LoadTurn turn, SourceRows rows) throws IOException {
    LoadJob job = turn.job();
    RowCheck check = new RowCheck(job.options(), pinyin);
    Batch batch = new Batch();
    long loaded = job.loaded();
    long refused = job.refused();
    for (SourceRow row = rows.next(); row != null || batch.rows > 0; row = rows.next()) {
      if (row != null && row.number() <= job.rowsDone()) {
        continue;
      }
      if (row != null) {
        batch.add(row, check.check(row));
      }
      if (row == null || batch.full(limits)) {
        Counts counts = batches.write(job, batch.good, batch.wrong, batch.last);
        loaded += counts.loaded();
        refused += counts.refused();
        if (loaded > limits.mostConcepts()) {
          throw new SourceProblem("load-too-many-rows", limits.mostConcepts());
        }
        if (refused >= limits.mostProblems() && !job.options().lenient()) {
          throw new SourceProblem("load-rows-refused", refused, batch.last);
        }
        batch = new Batch();
        turn.pause();
      }
      if (row == null) {
        return;
      }
    }
  }
}
