package org.xiangqiao.integration.insurance.list;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.xiangqiao.integration.insurance.bill.StoredLists;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.mappings.insurance.fhir.SettlementListMessages;

/**
 * Sends settlement lists (4101A), each attempt under a message id of its own that is committed
 * before the first byte leaves.
 */
final class ListSending {

  /** Lost answers of a list that may be sent again, before a person is asked. */
  private static final int LOST = 5;

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATEST = Duration.ofMinutes(10);

  /** The platform's words without numbers of persons (脱敏). */
  @FunctionalInterface
  interface Words {
    String masked(InsuranceCase about, List<String> shown, String words);
  }

  private final Cases cases;
  private final Lines lines;
  private final StoredLists stored;
  private final ListRows rows;
  private final Words words;
  private final Predicate<String> repeatable;
  private final Duration reserved;

  /**
   * @param repeatable whether the province of an institution takes a list again
   * @param reserved longer than the platform's time-outs
   */
  ListSending(
      Cases cases,
      Lines lines,
      StoredLists stored,
      ListRows rows,
      Words words,
      Predicate<String> repeatable,
      Duration reserved) {
    this.cases = cases;
    this.lines = lines;
    this.stored = stored;
    this.rows = rows;
    this.words = words;
    this.repeatable = repeatable;
    this.reserved = reserved;
  }

  void send(SettlementList list) {
    InsuranceCase settled = cases.get(list.caller().tenantId(), list.caseId());
    StoredLists.Upload upload;
    try {
      upload = stored.upload(settled, list.form());
    } catch (DossierException lacking) {
      move(
          list,
          ListState.QUEUED,
          list.messageId(),
          ListState.REFUSED,
          texts(lacking),
          Duration.ZERO);
      return;
    } catch (DeskException gone) {
      move(
          list, ListState.QUEUED, list.messageId(), ListState.REFUSED, gone.place(), Duration.ZERO);
      return;
    }
    Line line = lines.of(list.institution());
    String messageId = line.nextMessageId();
    if (!rows.sending(list, messageId, reserved)) {
      // Its settlement was taken back, or somebody filled in more, meanwhile.
      return;
    }
    PlatformReply reply =
        line.send(
            SettlementListMessages.INFNO,
            messageId,
            line.unattended(),
            upload.insuredDistrict(),
            upload.input());
    answered(list, settled, messageId, upload.person(), reply);
  }

  private void answered(
      SettlementList list,
      InsuranceCase settled,
      String messageId,
      String person,
      PlatformReply reply) {
    if (reply instanceof PlatformReply.Answered answered) {
      boolean booked = answered.answer().code() == 0;
      String said = answered.answer().error() == null ? "" : answered.answer().error();
      move(
          list,
          ListState.SENT,
          messageId,
          booked ? ListState.BOOKED : ListState.REFUSED,
          booked ? "" : words.masked(settled, List.of(person), said),
          Duration.ZERO);
    } else if (reply instanceof PlatformReply.SignedOut) {
      move(list, ListState.SENT, messageId, ListState.QUEUED, "", SOON);
    } else if (reply instanceof PlatformReply.NotSent || reply instanceof PlatformReply.Held) {
      move(list, ListState.SENT, messageId, ListState.QUEUED, "", pause(list));
    } else {
      lost(list, messageId);
    }
  }

  /** Its answer is lost, or the node that waited for it is gone. */
  void lost(SettlementList list, String messageId) {
    boolean again = repeatable.test(list.institution()) && list.attempts() < LOST;
    move(
        list,
        ListState.SENT,
        messageId,
        again ? ListState.QUEUED : ListState.UNKNOWN,
        "",
        again ? pause(list) : Duration.ZERO);
  }

  private void move(
      SettlementList list,
      ListState from,
      String messageId,
      ListState next,
      String said,
      Duration pause) {
    rows.move(list, from, messageId, next, said, pause);
  }

  private static Duration pause(SettlementList list) {
    Duration pause = SOON.multipliedBy(1L << Math.min(list.attempts(), 10));
    return pause.compareTo(LATEST) < 0 ? pause : LATEST;
  }

  private static String texts(DossierException lacking) {
    return lacking.problems().stream()
        .map(problem -> problem.place() + ": " + problem.zh() + " " + problem.en())
        .distinct()
        .limit(5)
        .collect(Collectors.joining("\n"));
  }
}
