package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
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

/** Begins jobs, however they are asked for. */
final class ImportKickOff {

  /** Scope of this product; see the security package. */
  static final String SCOPE = "xiangqiao/data.import";

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

  /** To create and to update each type. */
  static OperationRights rights(Collection<String> types) {
    List<Access> accesses = new ArrayList<>();
    for (String type : types) {
      accesses.add(new Access(RestOperationTypeEnum.CREATE, type, null, null));
      accesses.add(new Access(RestOperationTypeEnum.UPDATE, type, "-", null));
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

  ImportManifest checked(ImportManifest manifest) {
    return manifest.checked(types, settings.allowedSources());
  }

  /** Refuses what is not asked for as later. */
  static void requireAsync(boolean respondAsync) {
    if (!respondAsync) {
      throw ImportFaults.invalid("import-async-only", "http.prefer").exception();
    }
  }

  UUID begin(HttpServletRequest request, ImportManifest manifest) {
    return table
        .insert(
            CallerContext.of(request),
            request.getRequestURL().toString(),
            checked(manifest),
            settings)
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
