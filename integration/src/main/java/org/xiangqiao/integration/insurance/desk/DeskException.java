package org.xiangqiao.integration.insurance.desk;

import java.util.List;

/** The desk does not take a request; nothing was sent and nothing changed. */
public class DeskException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The same identifier came with other content before. */
    OTHER_CONTENT,
    /** No claim or visit of this id was ever handed in. */
    UNKNOWN,
    /** Something that the platform wants is missing, or names what is not there. */
    INCOMPLETE,
    /** No institution that is configured. */
    INSTITUTION,
    /** Something is under way, or needs a person, that must be clear first. */
    UNDER_WAY,
    /** The claim has no settlement list: it is no settled stay, or the province takes none. */
    NO_LIST,
    /** The settlement list is at the platform already, and is not known to be replaceable. */
    LIST_SENT,
    /** Another bill of the visit is settled. */
    OTHER_BILLS,
    /** The patient is insured elsewhere, and the province does not settle that here (异地). */
    CROSS_DISTRICT,
    /** Not in this version. */
    NOT_SUPPORTED,
    /** The province profile has no address of a transaction. */
    NO_PATH,
    /** An eligibility request of another purpose than who is insured and what for. */
    OTHER_PURPOSE,
    /** The platform gave no answer that can be relied on to what may be asked again. */
    UNANSWERED,
    /** The client's organization is not one of the institution's. */
    FOREIGN,
    /** The institution's signing certificate has expired (签名证书过期). */
    CERTIFICATE,
    /** The platform cannot be reached now (平台不通). */
    PLATFORM_DOWN,
    /** This node has as many claims under way as it may. */
    BUSY
  }

  private final Reason reason;
  private final String place;
  private final transient List<String> arguments;

  /**
   * @param place FHIRPath of what is meant, or empty
   * @param arguments for the text; never personal data
   */
  public DeskException(Reason reason, String place, String... arguments) {
    super(reason.name());
    this.reason = reason;
    this.place = place;
    this.arguments = List.of(arguments);
  }

  public Reason reason() {
    return reason;
  }

  public String place() {
    return place;
  }

  public List<String> arguments() {
    return arguments;
  }
}
