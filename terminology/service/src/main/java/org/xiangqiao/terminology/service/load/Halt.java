package org.xiangqiao.terminology.service.load;

/** The work on a job ends here, whatever is under way; nothing is wrong with its file. */
abstract sealed class Halt extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Halt(String reason) {
    super(reason);
  }

  /** The lease is somebody else's, or there is no such job any more. */
  static final class Lost extends Halt {
    private static final long serialVersionUID = 1L;

    Lost() {
      super("the job was cancelled or taken over");
    }
  }

  /** The server stops. */
  static final class Stopped extends Halt {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the server stops");
    }
  }

  /** It has failed, and that is written down. */
  static final class Ended extends Halt {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("the job has failed");
    }
  }
}
