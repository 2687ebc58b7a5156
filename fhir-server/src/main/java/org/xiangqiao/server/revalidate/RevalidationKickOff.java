package org.xiangqiao.server.revalidate;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.InstantType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.revalidate.Asked.Kind;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.export.ExportStart;
import org.xiangqiao.store.export.VersionPages;

/** Begins jobs, for both operations. */
final class RevalidationKickOff {

  /** Scope of this product; see the security package. */
  static final String SCOPE = "xiangqiao/admin.validation";

  static final OperationRights RIGHTS = OperationRights.none().andScope(SCOPE);

  /** Where jobs are asked after, below the FHIR base. */
  static final String PATH = "/_revalidation/";

  private final RevalidationTable table;
  private final RevalidationWorker worker;
  private final FhirStores stores;
  private final VersionPages pages;
  private final Set<String> known;
  private final PublicAddress address;

  /**
   * @param known types of resources
   */
  RevalidationKickOff(
      RevalidationTable table,
      RevalidationWorker worker,
      FhirStores stores,
      VersionPages pages,
      Set<String> known,
      PublicAddress address) {
    this.table = table;
    this.worker = worker;
    this.stores = stores;
    this.pages = pages;
    this.known = Set.copyOf(known);
    this.address = address;
  }

  /** Where reading ends: what commits later is looked at by nobody. */
  ExportStart now() {
    return stores.exports().start();
  }

  /** Current resources. */
  Answer stored(OperationRequest call) {
    List<String> named = named(call);
    Instant since = time(call, "_since");
    return begin(
        call,
        new Asked(
            Kind.STORED,
            named.isEmpty() ? stores.reindexing().typesInUse(call.caller()) : named,
            profile(call),
            null,
            since,
            null),
        now());
  }

  /** What was written in a time. */
  Answer written(OperationRequest call, Instant from, Instant until, ExportStart now) {
    List<String> named = named(call);
    return begin(
        call,
        new Asked(
            Kind.WRITTEN,
            named.isEmpty() ? pages.typesWritten(call.caller().tenantId(), from, until) : named,
            profile(call),
            call.text("sender").orElse(null),
            from,
            until),
        now);
  }

  private Answer begin(OperationRequest call, Asked asked, ExportStart now) {
    HttpServletRequest request = call.http().getServletRequest();
    UUID id =
        table
            .insert(call.caller(), asked, now.lastRid())
            .orElseThrow(
                () -> {
                  call.http().getServletResponse().setHeader("Retry-After", "30");
                  return RevalidationFaults.underWay().exception();
                });
    worker.wake();
    call.http()
        .getServletResponse()
        .setHeader("Content-Location", address.fhirBase(request) + PATH + id);
    return new Answer(202, null, null, null, new Answer.Nothing());
  }

  private List<String> named(OperationRequest call) {
    List<String> named = call.list("_type").stream().distinct().sorted().toList();
    for (String type : named) {
      if (!known.contains(type)) {
        throw RestFaults.invalid("unknown-type", "http._type", type).exception();
      }
    }
    return named;
  }

  private static String profile(OperationRequest call) {
    return call.text("profile").map(each -> each.split("\\|", 2)[0]).orElse(null);
  }

  /** Null without the parameter. */
  static Instant time(OperationRequest call, String name) {
    return call.values(name).stream()
        .map(value -> ((InstantType) value).getValue().toInstant())
        .findFirst()
        .orElse(null);
  }
}
