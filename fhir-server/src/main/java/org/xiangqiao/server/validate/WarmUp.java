package org.xiangqiao.server.validate;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.store.Caller;

/** Loads the definitions beside the first requests, so that no {@code $validate} waits for them. */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String SMALLEST = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"-\"}}";

  private final CountyValidators validators;
  private final boolean wanted;

  WarmUp(CountyValidators validators, ValidateSettings settings) {
    this.validators = validators;
    this.wanted = settings.warm();
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    start();
  }

  /** The thread that does it; not started unless it is wanted. */
  Thread start() {
    Thread thread = new Thread(this::run, "validate-warm");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    if (wanted) {
      thread.start();
    }
    return thread;
  }

  private void run() {
    try {
      validators.of(Caller.DEFINITIONS_TENANT).validate(WireFormat.JSON, SMALLEST, List.of());
    } catch (RuntimeException failure) {
      // The first call does it then.
      LOG.warn("the validator is not warm: {}", failure.getClass().getName());
    }
  }
}
