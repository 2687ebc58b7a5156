package org.xiangqiao.terminology.service.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of a load.
 *
 * @param directory where a file lies while it is read; the system's if null
 * @param longestFile bytes
 * @param longestRow characters
 * @param mostUnpacked bytes of a workbook
 * @param mostConcepts of one version
 * @param mostProblems rows that are reported one by one
 * @param batchRows rows of one transaction
 * @param maxPerClient jobs of one client that are not finished
 * @param maxAttempts how often a job is taken without getting on before it fails
 * @param keep how long a job and its report can be asked after
 */
public record LoadLimits(
    Path directory,
    long longestFile,
    int longestRow,
    long mostUnpacked,
    int mostConcepts,
    int mostProblems,
    int batchRows,
    int maxPerClient,
    int maxAttempts,
    Duration keep) {

  public static LoadLimits defaults() {
    return new LoadLimits(
        null, 1L << 30, 1 << 20, 2L << 30, 2_000_000, 10_000, 2_000, 2, 5, Duration.ofDays(7));
  }
}
