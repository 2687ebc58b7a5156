package org.xiangqiao.mappings.insurance.envelope;

import java.util.List;
import java.util.Locale;
import org.xiangqiao.mappings.MappingProblem;

/** What came back for a request. */
public sealed interface InsuranceResult {

  /** {@code infcode} 0: what was asked is done. */
  record Booked(InsuranceAnswer answer) implements InsuranceResult {}

  /** Another {@code infcode}: a refusal of a question; of a step that moves money, unknown. */
  record Refused(InsuranceAnswer answer) implements InsuranceResult {}

  /** No answer that can be understood: whether it was booked is not known. */
  record Unreadable(Reason reason) implements InsuranceResult {

    /** For the counter and the operator, in both languages; never a part of the answer. */
    public MappingProblem problem() {
      return new MappingProblem("answer", reason.rule(), List.of());
    }
  }

  /** Why an answer cannot be understood. */
  enum Reason {
    EMPTY,
    TOO_LARGE,
    NOT_UTF_8,
    /** HTML or XML, for example the error page of a gateway. */
    MARKUP,
    NOT_JSON,
    NOT_AN_OBJECT,
    CODE_MISSING,
    CODE_NOT_A_NUMBER,
    OUTPUT,
    /** The platform's signature is missing or not of what the answer says. */
    SIGNATURE;

    public String rule() {
      return "insurance.answer." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
