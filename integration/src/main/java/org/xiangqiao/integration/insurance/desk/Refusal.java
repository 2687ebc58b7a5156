package org.xiangqiao.integration.insurance.desk;

import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.integration.insurance.run.Told;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.ledger.Problem;

/** Why a claim is not settled (拒绝原因): the platform's words, or the elements that are wanting. */
final class Refusal {

  private Refusal() {}

  /** Key of the text; of what was not even sent, the platform says nothing. */
  static String text(Told told) {
    BookingState state = told.ended().state();
    return state == BookingState.REFUSED && !told.problems().isEmpty()
        ? "incomplete"
        : state.code();
  }

  static void tell(ClaimResponse response, Told told) {
    CodeableConcept code =
        new CodeableConcept()
            .addCoding(
                new Coding().setSystem(ClaimAnswers.STATES).setCode(told.ended().state().code()));
    if (worded(told)) {
      code.setText(told.words());
    }
    response.addError().setCode(code);
    for (Problem problem : told.problems()) {
      response
          .addError()
          .setCode(
              new CodeableConcept()
                  .addCoding(new Coding().setCode(problem.rule()))
                  .setText(
                      String.join(
                          " ",
                          problem.place() + ":",
                          problem.zh(),
                          problem.remedyZh(),
                          problem.en(),
                          problem.remedyEn())));
    }
  }

  /** Whether the platform said why. */
  static boolean worded(Told told) {
    return told.words() != null && !told.words().isBlank();
  }
}
