package org.xiangqiao.integration.mllp;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** Whether the listener is up, for readiness. */
public class MllpListener {

  private final CamelContext camel;

  MllpListener(CamelContext camel) {
    this.camel = camel;
  }

  public boolean isListening() {
    ServiceStatus status = camel.getRouteController().getRouteStatus(MllpInRoute.ID);
    return status != null && status.isStarted();
  }
}
