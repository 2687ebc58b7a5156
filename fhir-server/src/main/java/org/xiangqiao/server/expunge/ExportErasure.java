package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.server.export.ExportFiles;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Files of bulk exports: every export of the tenant that may hold a type of what is erased goes;
 * who still wants one asks again.
 */
final class ExportErasure implements ErasureParticipant {

  private final ExportFiles files;

  ExportErasure(ExportFiles files) {
    this.files = files;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    Set<String> types = erased.stream().map(ErasedVersion::type).collect(Collectors.toSet());
    return Map.of("exports", files.discard(caller.tenantId(), types));
  }

  /** The tables of exports hold no contents, but the residents whom an export was asked for. */
  @Override
  public Set<String> tables() {
    return Set.of("export_job", "export_patient");
  }
}
