package org.xiangqiao.mappings.hl7v2;

import org.xiangqiao.mappings.MappingProblem;

/**
 * Decoded, or the reason why not (then {@code message} still holds what could be read of the
 * header, for the ledger and the answer).
 *
 * @param problem null when decoding succeeded
 */
public record DecodingResult(DecodedMessage message, MappingProblem problem) {}
