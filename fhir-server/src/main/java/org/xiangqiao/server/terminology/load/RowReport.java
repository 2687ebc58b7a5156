package org.xiangqiao.server.terminology.load;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.xiangqiao.server.rest.problem.LocalText;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.RowProblem;

/** Why rows were refused, as a CSV table that Excel opens: row, column, rule, reason and remedy. */
public final class RowReport {

  private static final int PAGE = 1_000;

  /** Rules with up to this many problems a row stay whole across pages. */
  private static final int PER_ROW = 64;

  private final LoadJobs jobs;

  public RowReport(LoadJobs jobs) {
    this.jobs = jobs;
  }

  public void write(UUID job, Appendable out) throws IOException {
    out.append('\uFEFF');
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.EXCEL);
    csv.printRecord("row", "column", "rule", "原因", "处理", "reason", "remedy");
    long after = 0;
    while (true) {
      List<RowProblem> page = jobs.problems(job, after, PAGE + PER_ROW);
      boolean more = page.size() == PAGE + PER_ROW;
      long last = more ? page.get(PAGE - 1).row() : Long.MAX_VALUE;
      for (RowProblem each : page) {
        if (each.row() <= last) {
          LocalText text = CodeImportFaults.text(each);
          LocalText remedy = CodeImportFaults.remedy(each);
          csv.printRecord(
              each.row(),
              each.place(),
              each.rule(),
              text.chinese(),
              remedy.chinese(),
              text.english(),
              remedy.english());
        }
      }
      if (!more) {
        csv.flush();
        return;
      }
      after = last;
    }
  }
}
