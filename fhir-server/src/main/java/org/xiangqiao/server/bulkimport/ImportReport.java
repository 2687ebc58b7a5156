package org.xiangqiao.server.bulkimport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job has done, as JSON in the form of bulk manifests. */
final class ImportReport {

  private ImportReport() {}

  static Map<String, Object> of(ImportJob job, String place) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("transactionTime", job.createdAt().toString());
    report.put("request", job.request());
    report.put("requiresAccessToken", true);
    report.put("state", job.state());
    if (job.problem() != null) {
      report.put("problem", job.problem());
    }
    List<Map<String, Object>> output = new ArrayList<>();
    List<Map<String, Object>> error = new ArrayList<>();
    for (ImportInput input : job.inputs()) {
      Map<String, Object> done = new LinkedHashMap<>();
      done.put("type", input.type());
      done.put("inputUrl", input.source());
      done.put("count", input.created() + input.updated() + input.unchanged());
      done.put("created", input.created());
      done.put("updated", input.updated());
      done.put("unchanged", input.unchanged());
      if (input.superseded() > 0) {
        done.put("superseded", input.superseded());
      }
      output.add(done);
      if (input.failed() > 0) {
        Map<String, Object> failed = new LinkedHashMap<>();
        failed.put("type", "OperationOutcome");
        failed.put("inputUrl", input.source());
        failed.put("count", input.failed());
        failed.put("url", place + "/" + input.number() + "/errors");
        error.add(failed);
      }
    }
    report.put("output", output);
    report.put("error", error);
    return report;
  }

  /** For {@code X-Progress}; no names of files. */
  static String progress(ImportJob job) {
    long rows = 0;
    long failed = 0;
    long done = 0;
    long whole = 0;
    boolean known = true;
    for (ImportInput input : job.inputs()) {
      rows += input.created() + input.updated() + input.unchanged();
      failed += input.failed();
      done += input.position();
      known &= input.length() != null;
      whole += input.length() == null ? 0 : input.length();
    }
    String share = known && whole > 0 ? ", " + done * 100 / whole + " %" : "";
    return job.state() + ": " + rows + " rows loaded, " + failed + " refused" + share;
  }
}
