package org.xiangqiao.integration.ledger;

/** State of a message; its group decides the partition and so how long it is kept. */
public enum MessageState {
  RECEIVED("open"),
  STORED("done"),
  /** Understood, but nothing to do: older than what is stored, or the same again. */
  UNCHANGED("done"),
  REFUSED("failed"),
  WAITING("open"),
  DELIVERED("done"),
  PARKED("failed");

  private final String group;

  MessageState(String group) {
    this.group = group;
  }

  public String group() {
    return group;
  }

  /** As written in the database. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
