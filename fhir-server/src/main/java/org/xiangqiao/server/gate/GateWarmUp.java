package org.xiangqiao.server.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.xiangqiao.store.Caller;

/** Compiles what most writes need beside the first requests, so that no write waits for it. */
final class GateWarmUp implements ApplicationListener<ApplicationReadyEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(GateWarmUp.class);

  private final RecordCheck records;
  private final boolean wanted;

  GateWarmUp(RecordCheck records, boolean wanted) {
    this.records = records;
    this.wanted = wanted;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    start();
  }

  /** The thread that does it; not started unless it is wanted. */
  Thread start() {
    Thread thread = new Thread(this::load, "gate-warm");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    if (wanted) {
      thread.start();
    }
    return thread;
  }

  /** A bundle of what a county sends most. */
  private void load() {
    long begin = System.nanoTime();
    try (InputStream usual = GateWarmUp.class.getResourceAsStream("usual.json")) {
      String bundle = new String(usual.readAllBytes(), StandardCharsets.UTF_8);
      records.errors(Caller.DEFINITIONS_TENANT, "Bundle", bundle);
      LOG.info("writes are checked; ready after {} ms", (System.nanoTime() - begin) / 1_000_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException later) {
      // The first write does it then.
      LOG.warn("the check of writes is not ready: {}", later.getClass().getName());
    }
  }
}
