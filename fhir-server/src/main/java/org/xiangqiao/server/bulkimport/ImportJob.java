package org.xiangqiao.server.bulkimport;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.xiangqiao.store.Caller;

/**
 * A job (批量导入任务).
 *
 * @param request address of the request
 * @param state {@code receiving, waiting, running, done} or {@code failed}
 * @param pass from 2 on rows are tried again that referred to nothing
 * @param waiting rows that referred to nothing so far
 * @param problem rule why it failed, or null
 * @param problemArguments for the rule's text
 * @param expiresAt counted from its end; null before
 * @param fence number of the lease under which it is worked on
 */
record ImportJob(
    UUID id,
    Caller caller,
    String request,
    String state,
    int pass,
    long waiting,
    String problem,
    List<String> problemArguments,
    Instant createdAt,
    Instant expiresAt,
    long fence,
    List<ImportInput> inputs) {

  boolean finished() {
    return state.equals("done") || state.equals("failed");
  }

  /** Numbers of the inputs that may hold the same resources as this one, up to itself. */
  List<Integer> sameType(int number) {
    String type =
        inputs.stream()
            .filter(input -> input.number() == number)
            .map(ImportInput::type)
            .findFirst()
            .orElseThrow();
    return inputs.stream()
        .filter(input -> input.number() <= number && input.type().equals(type))
        .map(ImportInput::number)
        .toList();
  }
}
