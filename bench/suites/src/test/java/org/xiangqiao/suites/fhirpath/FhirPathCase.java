package org.xiangqiao.suites.fhirpath;

import java.util.List;

/**
 * One case of the manifest.
 *
 * @param id group, name and, where both occur again, a number
 * @param input file of the resource, or empty
 * @param invalid what is to go wrong ({@code syntax}, {@code semantic}, {@code execution}), or
 *     empty
 * @param predicate whether the result is to be taken as a boolean
 * @param ordered whether the order of results counts
 */
record FhirPathCase(
    String id,
    String input,
    String expression,
    String invalid,
    boolean predicate,
    boolean ordered,
    List<Output> outputs) {

  /** An expected value; {@code type} is empty if any will do. */
  record Output(String type, String value) {}
}
