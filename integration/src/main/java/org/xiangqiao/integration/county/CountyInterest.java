package org.xiangqiao.integration.county;

import org.xiangqiao.integration.outbox.OutboxInterest;
import org.xiangqiao.store.Change;

/** The county platform gets every version of every Immunization (接种记录). */
public class CountyInterest implements OutboxInterest {

  private final int tenantId;

  public CountyInterest(int tenantId) {
    this.tenantId = tenantId;
  }

  @Override
  public String partner() {
    return CountyBridgeSettings.PARTNER;
  }

  @Override
  public int tenantId() {
    return tenantId;
  }

  @Override
  public String messageType() {
    return "county-immunization";
  }

  @Override
  public boolean cares(Change change) {
    return "Immunization".equals(change.type());
  }
}
