package org.xiangqiao.server.fhirpackage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.dao.DataAccessException;
import org.xiangqiao.store.StoreException;

/** Installs the shipped package beside the first requests, so that no start waits for it. */
final class PackageAtStart implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(PackageAtStart.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final PackageInstaller installer;
  private final Supplier<FhirPackage> shipped;
  private final boolean wanted;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Thread thread;

  PackageAtStart(
      PackageInstaller installer, Supplier<FhirPackage> shipped, PackageSettings settings) {
    this.installer = installer;
    this.shipped = shipped;
    this.wanted = settings.install();
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (wanted && thread == null) {
      thread = new Thread(this::run, "fhir-package");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.start();
    }
  }

  /** What is under way has a moment to come to its end; otherwise the next start does it. */
  @Override
  public void destroy() throws InterruptedException {
    stopped.countDown();
    if (thread != null) {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    }
  }

  private void run() {
    try {
      while (!done() && !stopped.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        // Once more: the database was not there.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean done() {
    try {
      long begin = System.nanoTime();
      FhirPackage wantedPackage = shipped.get();
      PackageInstaller.Result result = installer.install(wantedPackage);
      LOG.info(
          "FHIR package {}#{}: {} after {} ms",
          wantedPackage.name(),
          wantedPackage.version(),
          result,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      return true;
    } catch (StoreException | IllegalArgumentException refused) {
      LOG.error("the FHIR package is not installed: {}", refused.getMessage());
      return true;
    } catch (DataAccessException | IllegalStateException failure) {
      LOG.warn("the FHIR package is not installed yet: {}", failure.getClass().getName());
      return false;
    }
  }
}
