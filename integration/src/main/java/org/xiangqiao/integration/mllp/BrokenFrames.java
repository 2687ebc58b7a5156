package org.xiangqiao.integration.mllp;

import org.xiangqiao.mappings.MappingProblem;

/** Keeps broken frames in the ledger: a sender's operator will ask what became of them. */
class BrokenFrames implements FrameFaults {

  private final Recognition recognition;
  private final Recording recording;
  private final Answering answering;
  private final long maxSize;

  BrokenFrames(Recognition recognition, Recording recording, Answering answering, long maxSize) {
    this.recognition = recognition;
    this.recording = recording;
    this.answering = answering;
    this.maxSize = maxSize;
  }

  @Override
  public byte[] tooLarge(byte[] head, String remoteAddress) {
    return keep(head, remoteAddress, MappingProblem.of("MSH", "message.too-large", maxSize));
  }

  /** Not answered: the sender does not wait for it any more, and will send again. */
  @Override
  public void truncated(byte[] received, String remoteAddress) {
    keep(received, remoteAddress, MappingProblem.of("MSH", "message.truncated"));
  }

  private byte[] keep(byte[] bytes, String remoteAddress, MappingProblem problem) {
    Passage.Arrived arrived = recognition.recogniseBroken(bytes, remoteAddress, problem);
    try {
      return answering.answer((Passage.Settled) recording.record(arrived));
    } catch (RuntimeException e) {
      answering.unavailable(arrived, e);
      return null;
    }
  }
}
