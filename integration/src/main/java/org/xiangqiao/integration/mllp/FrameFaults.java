package org.xiangqiao.integration.mllp;

/**
 * Told of frames that never became a message. The bytes begin with the frame's start byte: so they
 * are never taken for the whole message, neither when it is sent again nor at a replay.
 */
interface FrameFaults {

  /**
   * @param head the first bytes
   * @return the AR to send before the connection is closed, or null
   */
  byte[] tooLarge(byte[] head, String remoteAddress);

  void truncated(byte[] received, String remoteAddress);
}
