package org.xiangqiao.mappings.hl7v2;

import java.time.Instant;

/**
 * Message in, FHIR transaction out. Implementations are pure and safe for any number of threads.
 */
public interface Hl7v2Mapping {

  /**
   * Finds the character set, decodes and reads the header; {@code payload} is without MLLP framing.
   */
  DecodingResult decode(byte[] payload);

  /**
   * @param receivedAt the moment of arrival, for "in the future" checks and Provenance
   */
  MappingResult map(Sender sender, DecodedMessage message, Instant receivedAt);
}
