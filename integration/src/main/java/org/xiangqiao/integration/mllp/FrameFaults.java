package org.xiangqiao.integration.mllp;

/** Told of frames that never became a message. */
interface FrameFaults {

  /**
   * @param head the first bytes
   * @return the AR to send before the connection is closed, or null
   */
  byte[] tooLarge(byte[] head, String remoteAddress);

  void truncated(byte[] received, String remoteAddress);
}
