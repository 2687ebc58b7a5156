package org.xiangqiao.server.export;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Group.GroupMemberComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.SeenResidents;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.export.ExportReader;

/** Whose compartments are meant: members of a Group, residents named, or both. */
final class ExportPatients {

  private static final int ASKED_AT_ONCE = 10_000;

  private static final Pattern PATIENT =
      Pattern.compile("(?:.*/)?Patient/([A-Za-z0-9\\-.]{1,64})(?:/_history/.*)?");

  /** Dates without a zone are of here. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final FhirStore store;
  private final ExportReader reader;
  private final FhirContext fhir;
  private final Clock clock;

  ExportPatients(FhirStore store, ExportReader reader, FhirContext fhir, Clock clock) {
    this.store = store;
    this.reader = reader;
    this.fhir = fhir;
    this.clock = clock;
  }

  /** Row ids; null if all residents are meant. */
  List<Long> of(OperationRequest request, boolean lenient) {
    Set<String> named = named(request);
    Set<String> members = request.id() == null ? null : members(request.caller(), request.id());
    if (members == null && named.isEmpty()) {
      return null;
    }
    if (named.isEmpty()) {
      return rows(request.caller(), members);
    }
    int asked = named.size();
    if (members != null) {
      named.retainAll(members);
    }
    List<Long> found = rows(request.caller(), named);
    if (found.size() < asked && !lenient) {
      throw ExportFaults.invalid("export-patient-unknown", "http.patient", asked - found.size())
          .exception();
    }
    SeenResidents.of(request.http().getServletRequest()).add(named);
    return found;
  }

  private static Set<String> named(OperationRequest request) {
    Set<String> ids = new LinkedHashSet<>();
    request
        .values("patient")
        .forEach(
            value -> {
              String id = id(((Reference) value).getReference());
              // What is no Patient at all is not found either.
              ids.add(id == null ? "-" + ids.size() : id);
            });
    return ids;
  }

  /** Inactive members and those whose time is over are none. */
  private Set<String> members(Caller caller, String id) {
    StoredResource stored =
        store
            .read(caller, "Group", id)
            .orElseThrow(() -> RestFaults.notFound("Group", id).exception());
    if (stored.deleted()) {
      throw RestFaults.gone("Group", id).exception();
    }
    Group group = fhir.newJsonParser().parseResource(Group.class, stored.json());
    Set<String> ids = new LinkedHashSet<>();
    for (GroupMemberComponent member : group.getMember()) {
      String patient = id(member.getEntity().getReference());
      if (patient != null && !member.getInactive() && !over(member.getPeriod())) {
        ids.add(patient);
      }
    }
    return ids;
  }

  /** An end as a year, month or day includes all of it (R4 datatypes.html#Period). */
  private boolean over(Period period) {
    if (!period.hasEnd()) {
      return false;
    }
    ZonedDateTime given = period.getEnd().toInstant().atZone(ZONE);
    ZonedDateTime end =
        switch (period.getEndElement().getPrecision()) {
          case YEAR -> given.plusYears(1);
          case MONTH -> given.plusMonths(1);
          case DAY -> given.plusDays(1);
          default -> given;
        };
    return end.toInstant().isBefore(clock.instant());
  }

  private static String id(String reference) {
    Matcher patient = PATIENT.matcher(reference == null ? "" : reference);
    return patient.matches() ? patient.group(1) : null;
  }

  private List<Long> rows(Caller caller, Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<Long> rows = new ArrayList<>(all.size());
    for (int at = 0; at < all.size(); at += ASKED_AT_ONCE) {
      rows.addAll(
          reader
              .patients(caller, all.subList(at, Math.min(all.size(), at + ASKED_AT_ONCE)))
              .values());
    }
    return rows;
  }
}
