package org.xiangqiao.integration.insurance.book;

import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.state.Transitions;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.store.Caller;

/**
 * A visit or stay (门诊就诊、住院) or a bill of it (收费), as far as the platform is concerned.
 *
 * @param institution code of the institution (定点医药机构编号)
 * @param key system|value of Claim.identifier, or the Encounter's id
 * @param digest of the content under this key
 * @param visitId case of a claim's visit or stay; null for these
 * @param person digest of the person number
 * @param resourceId Claim or Encounter
 * @param coverageId Coverage (参保)
 * @param responseId ClaimResponse; null for a visit
 * @param resourceVersion of the Claim that was handed in; null for a visit
 * @param coverageVersion of the Coverage as it was then; null for a visit
 * @param open something is still to be done by a node
 */
public record InsuranceCase(
    Caller caller,
    long id,
    String institution,
    Kind kind,
    String key,
    byte[] digest,
    Long visitId,
    byte[] person,
    String resourceId,
    String coverageId,
    String responseId,
    Long resourceVersion,
    Long coverageVersion,
    Goal goal,
    BookingState state,
    boolean open) {

  /** What the case is about. */
  public enum Kind {
    VISIT,
    CLAIM
  }

  /**
   * @throws IllegalStateException unless the state may follow
   */
  public InsuranceCase to(BookingState next) {
    if (next != state) {
      Transitions.OF_CASES.require(state, next);
    }
    return with(goal, next, open);
  }

  public InsuranceCase closed() {
    return with(goal, state, false);
  }

  /** Taken up again, with something else in mind or the same. */
  public InsuranceCase reopened(Caller by, Goal wanted, BookingState from) {
    return with(by, digest, resourceVersion, coverageVersion, wanted, to(from).state, true);
  }

  /** As it was added under this id. */
  public InsuranceCase numbered(long given) {
    return new InsuranceCase(
        caller,
        given,
        institution,
        kind,
        key,
        digest,
        visitId,
        person,
        resourceId,
        coverageId,
        responseId,
        resourceVersion,
        coverageVersion,
        goal,
        state,
        open);
  }

  /** With the content that was handed in now. */
  public InsuranceCase of(byte[] content, Long claimVersion, Long versionOfCoverage) {
    return with(caller, content, claimVersion, versionOfCoverage, goal, state, open);
  }

  private InsuranceCase with(Goal wanted, BookingState next, boolean stillOpen) {
    return with(caller, digest, resourceVersion, coverageVersion, wanted, next, stillOpen);
  }

  private InsuranceCase with(
      Caller by,
      byte[] content,
      Long claimVersion,
      Long versionOfCoverage,
      Goal wanted,
      BookingState next,
      boolean stillOpen) {
    return new InsuranceCase(
        by,
        id,
        institution,
        kind,
        key,
        content,
        visitId,
        person,
        resourceId,
        coverageId,
        responseId,
        claimVersion,
        versionOfCoverage,
        wanted,
        next,
        stillOpen);
  }
}
