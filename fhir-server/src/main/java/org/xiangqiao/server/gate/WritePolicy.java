package org.xiangqiao.server.gate;

/** What becomes of a resource with findings. */
public enum WritePolicy {
  /** It is refused with all its findings. */
  REFUSE,
  /** It is stored with a tag for each broken rule. */
  TAG,
  /** It is not looked at. */
  OFF
}
