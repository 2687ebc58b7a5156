package org.xiangqiao.server.insurance.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/** All charge lines that bills of a stay name (住院费用明细), the oldest bill first. */
final class StayBills {

  /** Bills read at once; of each page the answers are read with one search. */
  private static final String PAGE = "50";

  /** A year of bills day by day, twice. */
  private static final int MOST = 800;

  private final FhirStore store;
  private final PrintedBills bills;

  StayBills(FhirStore store, PrintedBills bills) {
    this.store = store;
    this.bills = bills;
  }

  List<JudgedLine> lines(Caller caller, String encounter) {
    List<JudgedLine> lines = new ArrayList<>();
    int read = 0;
    SearchPage page =
        store.search(
            caller,
            search(
                "Claim",
                Map.of(
                    "encounter", List.of("Encounter/" + encounter),
                    "_sort", List.of("_lastUpdated"),
                    "_count", List.of(PAGE))));
    while (true) {
      add(caller, page.matches(), lines);
      read += page.matches().size();
      if (page.next() == null || read >= MOST) {
        return lines;
      }
      page = store.nextPage(caller, page.next());
    }
  }

  private static SearchRequest search(String type, Map<String, List<String>> parameters) {
    return new SearchRequest(type, parameters, false);
  }

  private void add(Caller caller, List<StoredResource> claims, List<JudgedLine> lines) {
    if (claims.isEmpty()) {
      return;
    }
    Map<String, ClaimResponse> answers = answers(caller, claims);
    Map<String, Long> settled =
        bills.settled(caller, claims.stream().map(StoredResource::id).toList());
    for (StoredResource claim : claims) {
      ClaimResponse answer = answers.getOrDefault(claim.id(), new ClaimResponse());
      if (answer.getStatus() != ClaimResponseStatus.CANCELLED) {
        lines.addAll(bills.lines(caller, claim(caller, claim, settled.get(claim.id())), answer));
      }
    }
  }

  /** As it was settled, which is seldom not as it is now. */
  private Claim claim(Caller caller, StoredResource now, Long settled) {
    Claim current = bills.parse(Claim.class, now.json());
    return settled == null || settled == now.version()
        ? current
        : bills.version(caller, Claim.class, now.id(), settled).orElse(current);
  }

  private Map<String, ClaimResponse> answers(Caller caller, List<StoredResource> claims) {
    String requests =
        claims.stream().map(claim -> "Claim/" + claim.id()).collect(Collectors.joining(","));
    Map<String, ClaimResponse> answers = new HashMap<>();
    store
        .search(
            caller,
            search("ClaimResponse", Map.of("request", List.of(requests), "_count", List.of(PAGE))))
        .matches()
        .forEach(
            found -> {
              ClaimResponse answer = bills.parse(ClaimResponse.class, found.json());
              answers.put(answer.getRequest().getReferenceElement().getIdPart(), answer);
            });
    return answers;
  }
}
