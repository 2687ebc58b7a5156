package org.xiangqiao.integration.insurance.desk;

import java.util.List;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Telling;
import org.xiangqiao.integration.insurance.run.Told;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.store.WriteOperation;

/**
 * The answer to a filing in advance (备案结果): its number as {@code preAuthRef} and its period. What
 * was refused, is looked for or needs a person is told as of all claims. R4 ClaimResponse.
 */
public final class FilingAnswers implements Telling {

  private final Telling bills;
  private final Telling others;
  private final AnswerBodies bodies;

  /**
   * @param bills tells of what is no filing
   * @param others tells of filings that are not on file
   */
  public FilingAnswers(Telling bills, Telling others, AnswerBodies bodies) {
    this.bills = bills;
    this.others = others;
    this.bodies = bodies;
  }

  @Override
  public List<WriteOperation> resources(Told told) {
    InsuranceCase ended = told.ended();
    boolean filing = ended.goal().care().filing();
    if (filing && ended.state() == BookingState.BOOKED && !ended.goal().undoes()) {
      String number = told.known().filing();
      ClaimResponse response = bodies.filed(ended, number);
      ClaimAnswers.say(response, number == null ? "filed-without-number" : "filed");
      return List.of(new WriteOperation.Update(response, null, null, null));
    }
    if (filing && ended.state() == BookingState.CANCELLED_NOT_RESETTLED) {
      ClaimResponse response = bodies.again(ended);
      response.setStatus(ClaimResponse.ClaimResponseStatus.CANCELLED);
      response.setOutcome(RemittanceOutcome.COMPLETE);
      ClaimAnswers.say(response, "filing-cancelled");
      return List.of(new WriteOperation.Update(response, null, null, null));
    }
    return (filing ? others : bills).resources(told);
  }

  @Override
  public List<WriteOperation> visit(InsuranceCase ended, Step because) {
    return bills.visit(ended, because);
  }

  @Override
  public String masked(InsuranceCase about, List<String> shown, String words) {
    return bills.masked(about, shown, words);
  }

  @Override
  public List<WriteOperation> untold(InsuranceCase ended) {
    return bills.untold(ended);
  }
}
