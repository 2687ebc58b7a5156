package org.xiangqiao.server.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.web.AccessDetail;
import org.xiangqiao.server.rest.web.RequestId;
import org.xiangqiao.server.rest.web.Served;
import org.xiangqiao.store.Caller;

/** Tells what an HTTP access is in the words of the audit trail. */
final class AccessRecords {

  private static final Caller NOBODY = new Caller(0, "", "", "");
  private static final Pattern FHIR =
      Pattern.compile("/fhir(?:/([A-Z][A-Za-z]{1,63})(?:/([A-Za-z0-9.-]{1,64}))?(?:/.*)?)?/?");
  private static final Set<String> AREAS = Set.of("clients", "exchange");
  private static final Pattern EXCHANGE =
      Pattern.compile("/admin/exchange/(\\d{1,18})(/payload|/answer|/replay|/set-aside)?");

  /** Interactions that have their own letter; everything else is an execution. */
  private static final Map<String, AuditAction> ACTIONS =
      Map.ofEntries(
          Map.entry("read", AuditAction.READ),
          Map.entry("vread", AuditAction.READ),
          Map.entry("history-instance", AuditAction.READ),
          Map.entry("history-type", AuditAction.SEARCH),
          Map.entry("history-system", AuditAction.SEARCH),
          Map.entry("search-type", AuditAction.SEARCH),
          Map.entry("search-system", AuditAction.SEARCH),
          Map.entry("create", AuditAction.CREATE),
          Map.entry("update", AuditAction.UPDATE),
          Map.entry("patch", AuditAction.UPDATE),
          Map.entry("delete", AuditAction.DELETE));

  private static final Map<String, AuditAction> METHODS =
      Map.of(
          "GET", AuditAction.READ,
          "HEAD", AuditAction.READ,
          "PUT", AuditAction.UPDATE,
          "PATCH", AuditAction.UPDATE,
          "DELETE", AuditAction.DELETE);

  private final SafeQuery queries;
  private final Clock clock;

  AccessRecords(SafeQuery queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  /** Empty for what holds nobody's data, and for writes that left their own records. */
  List<AuditRecord> of(HttpServletRequest request, int status) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    AccessNotes notes = AccessNotes.of(request);
    Served served = Served.of(request);
    if (!concerns(request, path, status) || coveredByWrite(notes, served, status)) {
      return List.of();
    }
    if (path.startsWith("/fhir")) {
      return List.of(fhir(request, status, path, notes, served));
    }
    if (path.equals("/oauth2/token")) {
      return List.of(record(request, status, AuditAction.EXECUTE, "token", "", "", notes, ""));
    }
    return List.of(other(request, status, path, notes));
  }

  private static boolean concerns(HttpServletRequest request, String path, int status) {
    if (status == 401 || status == 403) {
      return true;
    }
    boolean open = path.equals("/fhir/metadata") || path.contains("/.well-known/");
    return !open
        && !request.getMethod().equals("OPTIONS")
        && (path.startsWith("/fhir") || path.startsWith("/admin/") || path.equals("/oauth2/token"));
  }

  private static boolean coveredByWrite(AccessNotes notes, Served served, int status) {
    if (!notes.isWriteRecorded() || status >= 400) {
      return false;
    }
    // A Bundle may search and read beside its writes: it leaves a record of its own.
    return !served.interaction().equals("transaction") && !served.interaction().equals("batch");
  }

  private AuditRecord fhir(
      HttpServletRequest request, int status, String path, AccessNotes notes, Served served) {
    Matcher place = FHIR.matcher(path);
    boolean known = place.matches();
    String named = known && place.group(1) != null ? place.group(1) : "";
    String type = named.isEmpty() && !served.type().equals("none") ? served.type() : named;
    String id = known && place.group(2) != null ? place.group(2) : "";
    boolean told = !served.interaction().equals("none");
    AuditAction action =
        told
            ? ACTIONS.getOrDefault(served.interaction(), AuditAction.EXECUTE)
            : METHODS.getOrDefault(request.getMethod(), AuditAction.EXECUTE);
    return record(
        request,
        status,
        action,
        told ? served.interaction() : request.getMethod().toLowerCase(java.util.Locale.ROOT),
        type,
        id,
        notes,
        detailed(queries.of(request.getParameterMap()), AccessDetail.of(request)));
  }

  private static String detailed(String query, String detail) {
    return query.isEmpty() || detail.isEmpty() ? query + detail : query + "&" + detail;
  }

  private AuditRecord other(
      HttpServletRequest request, int status, String path, AccessNotes notes) {
    Matcher message = EXCHANGE.matcher(path);
    boolean one = message.matches();
    String tail = one && message.group(2) != null ? message.group(2) : "";
    String[] parts = path.split("/");
    // Only names that are ours: an address that somebody made up may hold anything.
    String area =
        parts.length > 2 && path.startsWith("/admin/") && AREAS.contains(parts[2])
            ? parts[2]
            : "closed-address";
    AuditAction action =
        request.getMethod().equals("POST")
            ? AuditAction.EXECUTE
            : METHODS.getOrDefault(request.getMethod(), AuditAction.EXECUTE);
    return record(
        request,
        status,
        action,
        "admin-" + area + tail.replace('/', '-'),
        one ? "message" : "",
        one ? message.group(1) : "",
        notes,
        queries.of(request.getParameterMap()));
  }

  private AuditRecord record(
      HttpServletRequest request,
      int status,
      AuditAction action,
      String interaction,
      String type,
      String id,
      AccessNotes notes,
      String query) {
    Caller caller = CallerContext.find(request).orElse(NOBODY);
    boolean noted = notes.type().equals(type) && notes.id().equals(id);
    return new AuditRecord(
        caller.tenantId(),
        0,
        clock.instant(),
        caller.client(),
        caller.organization(),
        action,
        interaction,
        status,
        type,
        id,
        noted ? notes.version() : 0,
        status < 400 ? notes.patients() : List.of(),
        query,
        RequestId.of(request),
        request.getRemoteAddr(),
        List.of());
  }
}
