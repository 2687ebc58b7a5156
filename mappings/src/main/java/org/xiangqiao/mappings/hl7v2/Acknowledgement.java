package org.xiangqiao.mappings.hl7v2;

import java.time.Instant;
import java.util.List;
import org.xiangqiao.mappings.MappingProblem;

/**
 * Builds the ACK: MSH, MSA and one ERR per problem (v2.5: ERR-2 location, ERR-3 HL7 table 0357
 * code, ERR-4 severity, ERR-7 diagnostic, ERR-8 user text in Chinese and English; v2.4: ERR-1).
 */
public interface Acknowledgement {

  /** MSA-1. */
  enum Code {
    AA,
    AE,
    AR
  }

  /**
   * @param received what is answered; header fields may be empty
   * @param answerId MSH-10 of the answer
   * @return bytes without MLLP framing, in the character set of the message
   */
  byte[] answer(
      DecodedMessage received,
      Code code,
      List<MappingProblem> problems,
      String answerId,
      Instant now);
}
