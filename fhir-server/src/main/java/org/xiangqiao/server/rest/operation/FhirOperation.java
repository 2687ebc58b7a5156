package org.xiangqiao.server.rest.operation;

import org.xiangqiao.server.rest.answer.Answer;

/** One operation of R4 operations.html, with everything that is its own. */
public interface FhirOperation {

  /** Where it is offered and what it takes; always the same. */
  OperationShape shape();

  /**
   * What the caller must be allowed to do; asked before {@link #answer}, after address and
   * parameters were found in order.
   */
  OperationRights rights(OperationRequest request);

  Answer answer(OperationRequest request);

  /**
   * Whether the operation reads a posted body of this type by itself, from {@link
   * OperationRequest#http()}: what is no FHIR, or is to be looked at although it is not sound.
   *
   * @param contentType as sent, or null
   */
  default boolean readsBody(String contentType) {
    return false;
  }
}
