package org.xiangqiao.integration.insurance.catalogue;

import java.util.function.Predicate;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/** Asks the platform what may be asked any number of times. */
public final class Asking {

  private final Line line;
  private final Predicate<String> known;

  /**
   * @param known whether the province's profile has an address for a transaction
   */
  public Asking(Line line, Predicate<String> known) {
    this.line = line;
    this.known = known;
  }

  /** Whether the province's profile has an address for it. */
  public boolean knows(String infno) {
    return known.test(infno);
  }

  /**
   * What the platform says, be it a refusal.
   *
   * @throws UnansweredException if nothing came back that can be relied on
   * @throws StoppedException if the profile has no address for the transaction
   */
  public InsuranceAnswer ask(String infno, Payload input) {
    if (!known.test(infno)) {
      throw new StoppedException("no-path");
    }
    if (!line.up()) {
      throw new UnansweredException("platform down");
    }
    PlatformReply reply = once(infno, input);
    if (reply instanceof PlatformReply.SignedOut) {
      reply = once(infno, input);
    }
    if (reply instanceof PlatformReply.Answered answered) {
      return answered.answer();
    }
    throw new UnansweredException(infno + " " + reply.getClass().getSimpleName());
  }

  private PlatformReply once(String infno, Payload input) {
    return line.send(infno, line.nextMessageId(), line.unattended(), null, input);
  }
}
