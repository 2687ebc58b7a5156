package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.BundleJson;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.history.HistoryTime;
import org.xiangqiao.store.index.DateRange;

/**
 * history of an instance, a type or the tenant, newest first. R4 http.html#history. The Bundle of a
 * type or the tenant says in {@code meta.lastUpdated} up to when it is complete: the next {@code
 * _since}.
 */
public final class HistoryInteraction implements Interaction {

  private static final Set<String> KNOWN = Set.of("_since", "_at", "_count", Parameters.PAGE);

  private final FhirStore store;
  private final ResourceSources sources;
  private final PublicAddress address;
  private final int usualCount;
  private final int largestCount;

  public HistoryInteraction(
      FhirStore store,
      ResourceSources sources,
      PublicAddress address,
      int usualCount,
      int largestCount) {
    this.store = store;
    this.sources = sources;
    this.address = address;
    this.usualCount = usualCount;
    this.largestCount = largestCount;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String type = request.getResourceName();
    String id = request.getId() == null ? null : request.getId().getIdPart();
    if (type != null) {
      sources.requireStored(type, "");
    }
    requireKnown(request);
    int count = count(request);
    HistoryPage page =
        store.history(
            CallerContext.of(request.getServletRequest()),
            new HistoryRequest(
                type,
                id,
                since(request),
                during(request),
                count,
                Parameters.first(request, Parameters.PAGE)));
    if (id != null
        && page.entries().isEmpty()
        && store.read(CallerContext.of(request.getServletRequest()), type, id).isEmpty()) {
      throw RestFaults.notFound(type, id).exception();
    }
    return Answer.ok(new Answer.Json(bundle(request, type, id, count, page)));
  }

  private static void requireKnown(ServletRequestDetails request) {
    if (Presentation.lenient(request)) {
      return;
    }
    for (String name : request.getParameters().keySet()) {
      if (!KNOWN.contains(name) && !Presentation.PARAMETERS.contains(name)) {
        throw RestFaults.invalid("parameter-unknown", "http." + name, name, "_count, _since, _at")
            .exception();
      }
    }
  }

  private int count(ServletRequestDetails request) {
    String count = Parameters.first(request, "_count");
    if (count == null) {
      return usualCount;
    }
    if (!count.matches("[0-9]{1,9}") || Integer.parseInt(count) == 0) {
      throw RestFaults.invalid("parameter-invalid", "http._count", "_count", "1, 2, 3 …")
          .exception();
    }
    return Math.min(Integer.parseInt(count), largestCount);
  }

  private static Instant since(ServletRequestDetails request) {
    String since = Parameters.first(request, "_since");
    if (since == null) {
      return null;
    }
    return DateRange.parse(plussed(since))
        .orElseThrow(
            () ->
                RestFaults.invalid(
                        "parameter-invalid", "http._since", "_since", "2026-01-31T08:00:00+08:00")
                    .exception())
        .low();
  }

  private static HistoryRequest.During during(ServletRequestDetails request) {
    String[] at = request.getParameters().get("_at");
    if (at == null) {
      return null;
    }
    try {
      return HistoryTime.parse(Arrays.stream(at).map(HistoryInteraction::plussed).toList());
    } catch (IllegalArgumentException unreadable) {
      throw RestFaults.invalid(
              "parameter-invalid", "http._at", "_at", "2026-01-31, ge2026-01-01, le2026-01-31")
          .exception();
    }
  }

  /** A plus sign that was not percent-encoded arrives as a space. */
  private static String plussed(String date) {
    return date.replace(' ', '+');
  }

  private String bundle(
      ServletRequestDetails request, String type, String id, int count, HistoryPage page) {
    String base = address.fhirBase(request.getServletRequest());
    String place = base + (type == null ? "" : "/" + type) + (id == null ? "" : "/" + id);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("_count", List.of(Integer.toString(count)));
    String since = Parameters.first(request, "_since");
    if (since != null) {
      parameters.put("_since", List.of(plussed(since)));
    }
    String[] at = request.getParameters().get("_at");
    if (at != null) {
      parameters.put("_at", Arrays.stream(at).map(HistoryInteraction::plussed).toList());
    }
    parameters.putAll(Parameters.ofPresentation(request));
    Map<String, List<String>> self = new LinkedHashMap<>(parameters);
    String cursor = Parameters.first(request, Parameters.PAGE);
    if (cursor != null) {
      self.put(Parameters.PAGE, List.of(cursor));
    }
    String next = null;
    if (page.next() != null) {
      parameters.put(Parameters.PAGE, List.of(page.next()));
      next = Parameters.url(place + "/_history", parameters);
    }
    BundleJson bundle = new BundleJson("history", null, page.entries().size() * 1500);
    bundle.lastUpdated(page.complete());
    bundle.links(Parameters.url(place + "/_history", self), next);
    page.entries().forEach(entry -> add(bundle, base, entry));
    return bundle.json();
  }

  private static void add(BundleJson bundle, String base, HistoryPage.HistoryEntry entry) {
    StoredResource version = entry.resource();
    String address = version.type() + "/" + version.id();
    String method;
    String url;
    String status;
    switch (entry.effect()) {
      case CREATED -> {
        method = "POST";
        url = version.type();
        status = "201";
      }
      case DELETED -> {
        method = "DELETE";
        url = address;
        status = "204";
      }
      default -> {
        method = "PUT";
        url = address;
        status = "200";
      }
    }
    bundle.historyEntry(
        base + "/" + address,
        version.json(),
        method,
        url,
        status,
        version.version(),
        version.lastUpdated());
  }
}
