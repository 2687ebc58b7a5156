package org.xiangqiao.integration.insurance.reconcile;

import java.util.List;
import java.util.Optional;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.statement.StatementMessages;
import org.xiangqiao.mappings.insurance.statement.StatementMessages.PlacedFile;
import org.xiangqiao.mappings.insurance.statement.StatementResult;
import org.xiangqiao.mappings.insurance.statement.Sums;

/** What the platform says of a day (3201, 9101, 3202, 9102); every one of them may be repeated. */
class PlatformBooks {

  /** The platform's judgement of a total. */
  record Judged(StatementResult result, String description) {}

  private final Line line;

  PlatformBooks(Line line) {
    this.line = line;
  }

  Judged totals(DayLease day, Scope scope, Sums ours) {
    Payload answer =
        answered(
            "3201",
            StatementMessages.totals(
                day.day(), scope.insuranceType(), scope.clearingType(), scope.office(), ours));
    return new Judged(
        text(answer, "stmt_rslt")
            .flatMap(StatementResult::of)
            .orElseThrow(() -> new Unanswered("3201 result")),
        text(answer, "stmt_rslt_dscr").orElse(null));
  }

  /** Uploads our file, has it compared, and gives where the result lies. */
  PlacedFile compare(DayLease day, Scope scope, Sums ours, byte[] file) {
    String name = day.institution() + "-" + day.day() + "-" + scope.clearingType() + ".zip";
    PlacedFile uploaded =
        placed("9101", answered("9101", StatementMessages.upload(day.institution(), name, file)));
    return placed(
        "3202",
        answered(
            "3202",
            StatementMessages.details(
                day.day(), scope.clearingType(), scope.office(), ours, uploaded)));
  }

  byte[] download(DayLease day, PlacedFile result) {
    PlatformReply reply = send("9102", StatementMessages.download(day.institution(), result));
    if (reply instanceof PlatformReply.File file) {
      return file.bytes();
    }
    throw unanswered("9102", reply);
  }

  private Payload answered(String infno, Payload input) {
    PlatformReply reply = send(infno, input);
    if (reply instanceof PlatformReply.Answered answered && answered.answer().code() == 0) {
      return answered.answer().output();
    }
    throw unanswered(infno, reply);
  }

  /** Signed in anew once, should the platform want it. */
  private PlatformReply send(String infno, Payload input) {
    PlatformReply reply = once(infno, input);
    return reply instanceof PlatformReply.SignedOut ? once(infno, input) : reply;
  }

  private PlatformReply once(String infno, Payload input) {
    return line.send(infno, line.nextMessageId(), line.unattended(), null, input);
  }

  private static PlacedFile placed(String infno, Payload answer) {
    return StatementMessages.placed(answer).orElseThrow(() -> new Unanswered(infno + " file"));
  }

  private static Optional<String> text(Payload answer, String key) {
    return answer.nodes().values().stream()
        .flatMap(List::stream)
        .map((Row row) -> row.text(key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Unanswered unanswered(String infno, PlatformReply reply) {
    if (reply instanceof PlatformReply.Answered answered) {
      return new Unanswered(infno + " infcode " + answered.answer().code());
    }
    return new Unanswered(infno + " " + reply.getClass().getSimpleName());
  }
}
