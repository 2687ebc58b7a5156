package org.xiangqiao.server.fhirpackage;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.xiangqiao.server.rest.problem.WithoutMessage;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;

/**
 * Installs the shipped package beside the first requests, so that no start waits for it. A refusal
 * is final until the next start; whatever else goes wrong is tried again, at growing intervals.
 */
final class PackageAtStart implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(PackageAtStart.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Kinds of refusal that say nothing of the package: the database was not there, or too slow. */
  private static final Set<Kind> PASSING = Set.of(Kind.UNAVAILABLE, Kind.TIMEOUT);

  /** How far it is. */
  enum State {
    OFF,
    UNDER_WAY,
    /** It is tried again. */
    FAILING,
    /** Not before the next start. */
    REFUSED,
    INSTALLED
  }

  private final PackageInstaller installer;
  private final Supplier<FhirPackage> shipped;
  private final Duration first;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile State state;
  private volatile Thread thread;

  PackageAtStart(
      PackageInstaller installer, Supplier<FhirPackage> shipped, PackageSettings settings) {
    this(installer, shipped, settings, FIRST);
  }

  /**
   * @param first pause before the second attempt; it doubles up to {@link #LONGEST}
   */
  PackageAtStart(
      PackageInstaller installer,
      Supplier<FhirPackage> shipped,
      PackageSettings settings,
      Duration first) {
    this.installer = installer;
    this.shipped = shipped;
    this.first = first;
    this.state = settings.install() ? State.UNDER_WAY : State.OFF;
  }

  State state() {
    return state;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (state != State.OFF && thread == null) {
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
      Duration pause = first;
      state = attempt();
      while (state == State.FAILING && !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        state = attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private State attempt() {
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
      return State.INSTALLED;
    } catch (StoreException refusal) {
      return PASSING.contains(refusal.kind()) ? failing(refusal) : refused(refusal);
    } catch (IllegalArgumentException unreadable) {
      return refused(unreadable);
    } catch (RuntimeException failure) {
      return failing(failure);
    }
  }

  private static State refused(RuntimeException refusal) {
    LOG.error("the FHIR package is not installed: {}", refusal.getMessage());
    return State.REFUSED;
  }

  private static State failing(RuntimeException failure) {
    LOG.warn("the FHIR package is not installed yet", WithoutMessage.of(failure));
    return State.FAILING;
  }
}
