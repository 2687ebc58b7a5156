package org.xiangqiao.suites.examples;

/**
 * One file of the set.
 *
 * @param path inside the jar, {@code json/spec/patient-example.json}
 * @param mark what its publishers expect of it
 */
public record Example(String path, Mark mark, byte[] json) {

  /** Their own words in the index files. */
  public enum Mark {
    OK,
    /** A validator is to refuse it. */
    VALIDATION,
    /** A parser is to refuse it. */
    PARSE
  }
}
