package org.xiangqiao.server.validate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.store.Caller;

/**
 * Loads the definitions beside the first requests, and again where they have changed, so that no
 * {@code $validate} waits for them.
 */
final class WarmUp implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  static final String SMALLEST = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"-\"}}";

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final CountyValidators validators;
  private final boolean wanted;
  private final Duration renew;
  private final CountDownLatch stopped = new CountDownLatch(1);

  WarmUp(CountyValidators validators, ValidateSettings settings) {
    this.validators = validators;
    this.wanted = settings.warm();
    this.renew = settings.renew();
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    start();
  }

  @Override
  public void destroy() {
    stopped.countDown();
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
    attempt(this::load);
    try {
      while (!stopped.await(renew.toMillis(), TimeUnit.MILLISECONDS)) {
        attempt(validators::renew);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** A bundle of what a county sends most. */
  private void load() {
    long begin = System.nanoTime();
    try (InputStream usual = WarmUp.class.getResourceAsStream("usual.json")) {
      String bundle = new String(usual.readAllBytes(), StandardCharsets.UTF_8);
      validators.validate(Caller.DEFINITIONS_TENANT, WireFormat.JSON, bundle, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOG.info("the validator is warm after {} ms", (System.nanoTime() - begin) / 1_000_000);
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      // The first call does it then.
      if (stopped.getCount() > 0) {
        LOG.warn("the validator is not warm: {}", failure.getClass().getName());
      }
    }
  }
}
