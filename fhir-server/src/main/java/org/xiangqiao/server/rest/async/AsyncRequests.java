package org.xiangqiao.server.rest.async;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Globals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Rendered;
import org.xiangqiao.server.rest.async.AsyncTable.Stored;
import org.xiangqiao.server.rest.job.JobClock;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.web.ReadWatch;
import org.xiangqiao.server.rest.web.RequestId;
import org.xiangqiao.server.rest.web.SeenResidents;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Cancellation;

/** Works on requests beside their HTTP requests, a few at a time, and keeps the answers. */
public final class AsyncRequests implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncRequests.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration CLEANING = Duration.ofMinutes(10);

  private final AsyncTable table;
  private final AsyncSettings settings;
  private final OperationOutcomes outcomes;
  private final ReadWatch watch;
  private final ExecutorService workers;
  private final JobClock clock;
  private final Map<UUID, AtomicBoolean> unwanted = new ConcurrentHashMap<>();

  AsyncRequests(
      AsyncTable table, AsyncSettings settings, OperationOutcomes outcomes, ReadWatch watch) {
    this.table = table;
    this.settings = settings;
    this.outcomes = outcomes;
    this.watch = watch;
    this.workers = Executors.newFixedThreadPool(settings.threads(), JobClock.threads("async-"));
    this.clock = new JobClock(LOG, "later requests", "async-clock-");
    clock.every(HEARTBEAT, this::beat);
    clock.every(CLEANING, table::removeExpired);
  }

  /** Computes an answer on a request whose HTTP side is over. */
  @FunctionalInterface
  interface Work {
    Rendered answer(ServletRequestDetails request);
  }

  /**
   * Takes a request.
   *
   * @param body of the request, or null
   * @return its id; empty if the client has too many
   */
  Optional<UUID> accept(ServletRequestDetails request, byte[] body, Work work) {
    Caller caller = CallerContext.of(request.getServletRequest());
    Optional<UUID> id = table.insert(caller, request.getCompleteUrl(), body, settings);
    id.ifPresent(taken -> submit(taken, detached(request), work));
    return id;
  }

  private void submit(UUID id, ServletRequestDetails request, Work work) {
    unwanted.put(id, new AtomicBoolean());
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    try {
      workers.execute(() -> run(id, request, caller, work));
    } catch (RejectedExecutionException stopping) {
      unwanted.remove(id);
      table.giveUp();
    }
  }

  private static ServletRequestDetails detached(ServletRequestDetails request) {
    request.getParameters();
    KeptRequest kept =
        new KeptRequest(
            request.getServletRequest(),
            List.of(
                CallerContext.class.getName(),
                RequestId.class.getName(),
                Globals.PARAMETER_PARSE_FAILED_ATTR));
    ServletRequestDetails detached = new ServletRequestDetails(request);
    detached.setServletRequest(kept);
    detached.setServletResponse(KeptRequest.unsent());
    detached.setResource(null);
    return detached;
  }

  private void run(UUID id, ServletRequestDetails request, Authentication caller, Work work) {
    AtomicBoolean cancelled = unwanted.get(id);
    Cancellation cancellation = new Cancellation();
    MDC.put("requestId", RequestId.of(request.getServletRequest()));
    SecurityContextHolder.setContext(new SecurityContextImpl(caller));
    RequestContextHolder.setRequestAttributes(
        new ServletRequestAttributes(request.getServletRequest()));
    try (Cancellation.Binding bound = cancellation.bind();
        ReadWatch.Watched watched = watch.watch(cancellation, Duration.ZERO, cancelled::get)) {
      if (!cancelled.get() && table.start(id)) {
        request.setRequestContents(table.requestBody(id));
        Rendered answer = answer(request, work);
        table.finish(
            id,
            answer.status(),
            new Stored(answer.contentType(), bytes(answer)),
            SeenResidents.of(request.getServletRequest()).all());
      }
    } catch (RuntimeException failure) {
      // Without database nothing can be told: the request will be seen as lost.
      LOG.error("request {} is not answered: {}", id, failure.getClass().getName());
    } finally {
      unwanted.remove(id);
      RequestContextHolder.resetRequestAttributes();
      SecurityContextHolder.clearContext();
      MDC.clear();
    }
  }

  private Rendered answer(ServletRequestDetails request, Work work) {
    try {
      return work.answer(request);
    } catch (RuntimeException refusal) {
      return outcomes.render(request.getServletRequest(), refusal);
    }
  }

  private static byte[] bytes(Rendered answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) answer.length());
    try {
      answer.body().writeTo(bytes);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  Optional<AsyncTable.Row> find(Caller caller, UUID id) {
    return table.find(caller, id);
  }

  Stored stored(UUID id) {
    return table.answer(id);
  }

  /** Stops the reads of a request and forgets its answer; false if there is no such request. */
  boolean cancel(Caller caller, UUID id) {
    boolean removed = table.remove(caller, id);
    if (removed) {
      abandon(id);
    }
    return removed;
  }

  /**
   * Forgets all requests and answers of a tenant, for whoever erases data: inside a transaction
   * none is accepted until it has ended.
   */
  public int forgetAll(int tenant) {
    return table.removeAll(tenant);
  }

  private void abandon(UUID id) {
    AtomicBoolean flag = unwanted.get(id);
    if (flag != null) {
      flag.set(true);
    }
  }

  /** Also learns what was cancelled through another node. */
  private void beat() {
    List<UUID> mine = List.copyOf(unwanted.keySet());
    var wanted = table.alive();
    mine.stream().filter(id -> !wanted.contains(id)).forEach(this::abandon);
  }

  /** Says honestly what will not be answered; reads are stopped, a write may end. */
  @Override
  public void destroy() throws InterruptedException {
    clock.stop();
    workers.shutdown();
    unwanted.values().forEach(flag -> flag.set(true));
    workers.awaitTermination(10, TimeUnit.SECONDS);
    table.giveUp();
  }
}
