package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.BundleJson;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoredResource;

/** search by GET or by a posted form, and its further pages. R4 search.html. */
public final class SearchInteraction implements Interaction {

  private final ResourceSources sources;
  private final PublicAddress address;
  private final OperationOutcomes outcomes;
  private final List<AccessGuard> guards;

  public SearchInteraction(
      ResourceSources sources,
      PublicAddress address,
      OperationOutcomes outcomes,
      List<AccessGuard> guards) {
    this.guards = guards;
    this.sources = sources;
    this.address = address;
    this.outcomes = outcomes;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    requireReadableParameters(request);
    String type = CompartmentAddress.searchedType(request);
    Caller caller = CallerContext.of(request.getServletRequest());
    String cursor = Parameters.first(request, Parameters.PAGE);
    SearchPage page =
        cursor == null
            ? sources.search(caller, SearchedTypes.request(request))
            : nextPage(caller, type, cursor);
    if (cursor != null) {
      requireRightTo(page.included(), request);
    }
    if (type == null) {
      requireRightTo(page.matches(), request);
    }
    return Answer.ok(new Answer.Json(bundle(request, cursor, page)));
  }

  /** What leaves is checked again: a cursor may come from a caller with other rights. */
  private void requireRightTo(List<StoredResource> leaving, ServletRequestDetails request) {
    leaving.stream()
        .map(StoredResource::type)
        .distinct()
        .map(type -> new AccessGuard.Access(RestOperationTypeEnum.SEARCH_TYPE, type, null, null))
        .forEach(
            access -> guards.forEach(guard -> guard.check(request.getServletRequest(), access)));
  }

  /** The container drops a form that is too large or badly encoded and only leaves a mark. */
  private static void requireReadableParameters(ServletRequestDetails request) {
    if (request
            .getServletRequest()
            .getAttribute(org.apache.catalina.Globals.PARAMETER_PARSE_FAILED_ATTR)
        != null) {
      throw RestFaults.invalid("parameter-parse", "").exception();
    }
  }

  private SearchPage nextPage(Caller caller, String type, String cursor) {
    SearchPage page = sources.nextPage(caller, type, cursor);
    boolean otherType = page.matches().stream().anyMatch(match -> !match.type().equals(type));
    if (type != null && otherType) {
      throw RestFaults.of(
              400,
              IssueType.INVALID,
              "parameter-invalid",
              "http._page",
              Parameters.PAGE,
              "a link of this type's own search")
          .exception();
    }
    return page;
  }

  private String bundle(ServletRequestDetails request, String cursor, SearchPage page) {
    String base = address.fhirBase(request.getServletRequest());
    BundleJson bundle = new BundleJson("searchset", page.total(), characters(page));
    String searched = base + CompartmentAddress.path(request);
    String self = self(request, searched, cursor, page);
    String first = cursor == null ? self : link(request, searched, page.first());
    bundle.links(self, first, link(request, searched, page.next()));
    for (StoredResource match : page.matches()) {
      bundle.searchEntry(fullUrl(base, match), match.json(), "match");
    }
    for (StoredResource included : page.included()) {
      bundle.searchEntry(fullUrl(base, included), included.json(), "include");
    }
    Set<String> ignored = ignored(request, cursor, page);
    if (!ignored.isEmpty()) {
      bundle.outcomeEntry(
          outcomes.warning(request.getServletRequest(), RestFaults.ignored(ignored)));
    }
    return bundle.json();
  }

  /** What a lenient search left out; a strict one refuses it. */
  private static Set<String> ignored(
      ServletRequestDetails request, String cursor, SearchPage page) {
    if (cursor != null || !Presentation.lenient(request)) {
      return Set.of();
    }
    Set<String> ignored = new TreeSet<>(Parameters.ofSearch(request).keySet());
    ignored.removeAll(page.applied().keySet());
    return ignored;
  }

  private static String self(
      ServletRequestDetails request, String address, String cursor, SearchPage page) {
    Map<String, List<String>> applied = new LinkedHashMap<>();
    if (cursor == null) {
      applied.putAll(page.applied());
    } else {
      applied.put(Parameters.PAGE, List.of(cursor));
    }
    applied.putAll(Parameters.ofPresentation(request));
    return Parameters.url(address, applied);
  }

  /** Of a sealed place in the search, or null. */
  private static String link(ServletRequestDetails request, String address, String place) {
    if (place == null) {
      return null;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put(Parameters.PAGE, List.of(place));
    parameters.putAll(Parameters.ofPresentation(request));
    return Parameters.url(address, parameters);
  }

  private static String fullUrl(String base, StoredResource resource) {
    return base + "/" + resource.type() + "/" + resource.id();
  }

  private static int characters(SearchPage page) {
    int sum = 0;
    for (StoredResource match : page.matches()) {
      sum += match.json().length() + 200;
    }
    for (StoredResource included : page.included()) {
      sum += included.json().length() + 200;
    }
    return sum;
  }
}
