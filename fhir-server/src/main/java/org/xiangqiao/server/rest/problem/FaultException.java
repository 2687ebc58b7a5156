package org.xiangqiao.server.rest.problem;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;

/**
 * A refusal on its way to the edge. Extends HAPI's exception so that HAPI passes it on unwrapped;
 * its message holds rule keys only, never content.
 */
public class FaultException extends BaseServerResponseException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** {@code faults} must not be empty; the first decides the HTTP status. */
  public FaultException(List<Fault> faults) {
    super(faults.get(0).status(), faults.get(0).rule());
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }

  /** A refusal is an answer, not a failure: nobody needs its stack. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
