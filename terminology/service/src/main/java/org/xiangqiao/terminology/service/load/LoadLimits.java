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
 * @param batchCharacters characters of one transaction, the last row's not counted
 * @param maxPerClient jobs of one client that are not finished
 * @param maxAttempts how often a job is taken without getting on before it fails
 * @param lease how long a worker has a job without a sign of life
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
    long batchCharacters,
    int maxPerClient,
    int maxAttempts,
    Duration lease,
    Duration keep) {

  public LoadLimits withLongestFile(long bytes) {
    return new LoadLimits(
        directory,
        bytes,
        longestRow,
        mostUnpacked,
        mostConcepts,
        mostProblems,
        batchRows,
        batchCharacters,
        maxPerClient,
        maxAttempts,
        lease,
        keep);
  }

  public static LoadLimits defaults() {
    return new LoadLimits(
        null,
        1L << 30,
        1 << 20,
        2L << 30,
        2_000_000,
        10_000,
        2_000,
        4L << 20,
        2,
        5,
        Duration.ofSeconds(60),
        Duration.ofDays(7));
  }
}
