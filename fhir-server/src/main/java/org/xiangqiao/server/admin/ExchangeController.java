package org.xiangqiao.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerCount;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.integration.ledger.Replay;
import org.xiangqiao.integration.outbox.OutboxReplay;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.security.SecurityFaults;

/** Messages in and out of the caller's tenant: find them, see why one failed, process it again. */
@RestController
@RequestMapping("/admin/exchange")
class ExchangeController {

  private final ExchangeLedger ledger;
  private final ObjectProvider<Replay> replays;
  private final OutboxReplay outbox;

  ExchangeController(ExchangeLedger ledger, ObjectProvider<Replay> replays, OutboxReplay outbox) {
    this.ledger = ledger;
    this.replays = replays;
    this.outbox = outbox;
  }

  /**
   * One page, newest first.
   *
   * @param before value for the next page, absent on the last
   */
  @com.fasterxml.jackson.annotation.JsonInclude(
      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
  record Page(List<ExchangeView> messages, Long before) {}

  @GetMapping
  Page list(@RequestParam Map<String, String> query, HttpServletRequest request) {
    LedgerFilter filter = ExchangeFilter.of(query);
    List<LedgerEntry> found = ledger.list(tenant(request), filter);
    boolean full = found.size() == filter.count();
    return new Page(
        found.stream().map(ExchangeView::of).toList(),
        full ? found.get(found.size() - 1).messageId() : null);
  }

  /** Numbers by direction and state, of all that is kept or of what came {@code since}. */
  @GetMapping("/summary")
  Map<String, Map<String, Long>> summary(
      @RequestParam Map<String, String> query, HttpServletRequest request) {
    Instant since = ExchangeFilter.time(query, "since");
    List<LedgerCount> counts =
        since == null ? ledger.summary(tenant(request)) : ledger.summary(tenant(request), since);
    Map<String, Map<String, Long>> summary = new LinkedHashMap<>();
    summary.put("in", new LinkedHashMap<>());
    summary.put("out", new LinkedHashMap<>());
    for (LedgerCount count : counts) {
      summary.get(count.direction()).put(count.state().code(), count.messages());
    }
    return summary;
  }

  @GetMapping("/{id}")
  ExchangeView show(@PathVariable long id, HttpServletRequest request) {
    return ExchangeView.of(find(id, request));
  }

  /** The bytes as they were on the wire; they hold personal data, hence a scope of their own. */
  @GetMapping("/{id}/payload")
  ResponseEntity<byte[]> payload(@PathVariable long id, HttpServletRequest request) {
    find(id, request);
    return download(id, "payload", ledger.payload(tenant(request), id));
  }

  /** What was answered, or what the partner answered. */
  @GetMapping("/{id}/answer")
  ResponseEntity<byte[]> answer(@PathVariable long id, HttpServletRequest request) {
    find(id, request);
    return download(id, "answer", ledger.answer(tenant(request), id));
  }

  @PostMapping("/{id}/replay")
  ExchangeView replay(@PathVariable long id, HttpServletRequest request) {
    LedgerEntry entry = find(id, request);
    Replay replay =
        replays
            .orderedStream()
            .filter(each -> each.handles(entry))
            .findFirst()
            .orElseThrow(() -> SecurityFaults.conflict("message-no-replay", id).exception());
    return ExchangeView.of(replay.replay(entry));
  }

  /**
   * Gives an outgoing message up that was parked: what waits behind it goes on. It stays in the
   * ledger as parked.
   */
  @PostMapping("/{id}/set-aside")
  ExchangeView setAside(@PathVariable long id, HttpServletRequest request) {
    LedgerEntry entry = find(id, request);
    if (!outbox.handles(entry) || entry.state() != MessageState.PARKED) {
      throw SecurityFaults.conflict("message-not-parked", id).exception();
    }
    return ExchangeView.of(outbox.setAside(entry));
  }

  private static ResponseEntity<byte[]> download(long id, String what, Optional<byte[]> bytes) {
    byte[] content =
        bytes.orElseThrow(() -> SecurityFaults.notFound("message-payload-none", id).exception());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + what + "-" + id + "\"")
        .body(content);
  }

  private LedgerEntry find(long id, HttpServletRequest request) {
    return ledger
        .find(tenant(request), id)
        .orElseThrow(() -> SecurityFaults.notFound("message-unknown", id).exception());
  }

  private static int tenant(HttpServletRequest request) {
    return CallerContext.of(request).tenantId();
  }
}
