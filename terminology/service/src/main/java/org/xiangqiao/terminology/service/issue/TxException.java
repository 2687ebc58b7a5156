package org.xiangqiao.terminology.service.issue;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Why an operation cannot answer. */
public final class TxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient TxIssues issues = new TxIssues();
  private final transient TxIssue issue;
  private final boolean verdict;
  private final transient String unknownSystem;

  public TxException(int status, TxIssue issue) {
    this(status, issue, false, null);
  }

  private TxException(int status, TxIssue issue, boolean verdict, String unknownSystem) {
    super(issue.text());
    this.status = status;
    this.issue = issue;
    this.verdict = verdict;
    this.unknownSystem = unknownSystem;
    issues.add(issue);
  }

  /** The request asks for what makes no sense. */
  public static TxException invalid(String place, String id, String kind, Object... arguments) {
    return new TxException(400, TxIssue.error(IssueType.INVALID, place, id, kind, arguments));
  }

  /** Something that the request needs is not known here. */
  public static TxException notFound(String id, Object... arguments) {
    return new TxException(
        422, TxIssue.error(IssueType.NOTFOUND, null, id, "not-found", arguments));
  }

  /** The answer would be larger than this server gives. */
  public static TxException tooCostly(String id, Object... arguments) {
    return new TxException(422, TxIssue.error(IssueType.TOOCOSTLY, null, id, null, arguments));
  }

  /**
   * What a validation answers with {@code result} false rather than with an error.
   *
   * @param unknownSystem the code system that would be needed, with its version; or null
   */
  public static TxException verdict(TxIssue issue, String unknownSystem) {
    return new TxException(422, issue, true, unknownSystem);
  }

  public TxException and(TxIssue another) {
    issues.add(another);
    return this;
  }

  public int status() {
    return status;
  }

  public TxIssue issue() {
    return issue;
  }

  public boolean isVerdict() {
    return verdict;
  }

  /** Null if none is the cause. */
  public String unknownSystem() {
    return unknownSystem;
  }

  public List<TxIssue> issues() {
    return issues.all();
  }

  public OperationOutcome outcome() {
    return issues.outcome();
  }
}
