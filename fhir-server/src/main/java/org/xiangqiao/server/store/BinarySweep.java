package org.xiangqiao.server.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.xiangqiao.store.binary.BinaryContents;

/** Removes contents that uploads left behind when they broke off. */
class BinarySweep {

  private static final Logger LOG = LoggerFactory.getLogger(BinarySweep.class);

  private final BinaryContents contents;
  private final Duration age;

  BinarySweep(BinaryContents contents, Duration age) {
    this.contents = contents;
    this.age = age;
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  void sweep() {
    int swept = contents.sweep(age);
    if (swept > 0) {
      LOG.info("{} contents without a Binary were removed", swept);
    }
  }
}
