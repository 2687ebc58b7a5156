package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.problem.FaultException;

/** Begins jobs, however they are asked for. */
final class ImportKickOff {

  /** Scope of this product; see the security package. */
  static final String SCOPE = "xiangqiao/data.import";

  private static final String ERASING = "xiangqiao/data.expunge";

  /** Where jobs are asked after, below the FHIR base. */
  static final String PATH = "/_import/";

  private final ImportTable table;
  private final ImportSettings settings;
  private final Set<String> types;
  private final PublicAddress address;
  private final List<AccessGuard> guards;

  /**
   * @param types that this server stores
   */
  ImportKickOff(
      ImportTable table,
      ImportSettings settings,
      Set<String> types,
      PublicAddress address,
      List<AccessGuard> guards) {
    this.table = table;
    this.settings = settings;
    this.types = Set.copyOf(types);
    this.address = address;
    this.guards = List.copyOf(guards);
  }

  /**
   * To create and to update each type. Whoever may not see what a Binary's {@code securityContext}
   * names may not overwrite it; as any type may be named, Binary needs the right to read all.
   */
  static OperationRights rights(Collection<String> types) {
    List<Access> accesses = new ArrayList<>();
    for (String type : types) {
      accesses.add(new Access(RestOperationTypeEnum.CREATE, type, null, null));
      accesses.add(new Access(RestOperationTypeEnum.UPDATE, type, "-", null));
    }
    if (types.contains("Binary")) {
      accesses.add(new Access(RestOperationTypeEnum.READ, null, "-", null));
    }
    return new OperationRights(accesses, Set.of(SCOPE));
  }

  /** Refuses who may not. */
  void require(HttpServletRequest request, Collection<String> wanted) {
    OperationRights rights = rights(wanted);
    for (AccessGuard guard : guards) {
      rights.accesses().forEach(access -> guard.check(request, access));
      rights.scopes().forEach(scope -> guard.checkScope(request, scope));
    }
  }

  /** Whether this caller erases data, and may cancel imports that hold some. */
  boolean mayErase(HttpServletRequest request) {
    try {
      guards.forEach(guard -> guard.checkScope(request, ERASING));
      return true;
    } catch (FaultException missing) {
      return false;
    }
  }

  ImportManifest checked(HttpServletRequest request, ImportManifest manifest) {
    int tenant = CallerContext.of(request).tenantId();
    return manifest.checked(types, source -> settings.allows(tenant, source));
  }

  /** Refuses what is not asked for as later. */
  static void requireAsync(boolean respondAsync) {
    if (!respondAsync) {
      throw ImportFaults.invalid("import-async-only", "http.prefer").exception();
    }
  }

  /**
   * @param patience how long uploads are waited for
   */
  UUID begin(HttpServletRequest request, ImportManifest manifest, Duration patience) {
    return table
        .insert(
            CallerContext.of(request),
            request.getRequestURL().toString(),
            checked(request, manifest),
            settings.maxPerClient(),
            patience)
        .orElseThrow(
            () ->
                ImportFaults.of(
                        429, IssueType.THROTTLED, "import-too-many", "", settings.maxPerClient())
                    .exception());
  }

  /** Address of a job. */
  String place(HttpServletRequest request, UUID id) {
    return address.fhirBase(request) + PATH + id;
  }
}
