package org.xiangqiao.integration.insurance.platform;

import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;

/** What is known after a message was sent once. */
public sealed interface PlatformReply {

  /** The platform answered, whatever it said. */
  record Answered(InsuranceAnswer answer) implements PlatformReply {}

  /** A file (9102), as it lay at the platform. */
  record File(byte[] bytes) implements PlatformReply {

    /** Without what it holds. */
    @Override
    public String toString() {
      return "File[" + bytes.length + "]";
    }
  }

  /**
   * No byte left: the platform cannot know of it.
   *
   * @param cause short name, without personal values
   */
  record NotSent(String cause) implements PlatformReply {}

  /** The circuit breaker (熔断) let nothing through: as if it had never been tried. */
  record Held() implements PlatformReply {}

  /**
   * Something left, and no answer that can be relied on came back.
   *
   * @param cause short name, without personal values
   */
  record Lost(String cause) implements PlatformReply {}

  /**
   * The platform wants the operator to sign in (签到) again, by the texts that the operator of this
   * server has named for it.
   *
   * @param text what it said
   */
  record SignedOut(String text) implements PlatformReply {

    /** Without the text, which may name a person. */
    @Override
    public String toString() {
      return "SignedOut";
    }
  }
}
