package org.xiangqiao.server.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.server.export.ExportFile.Kind;

/** What a finished export tells of its files. Bulk Data Access 2.0, section 2.5.5. */
record ExportManifest(ExportView job, List<ExportFile> files) {

  /**
   * @param address of the export's status
   */
  Map<String, Object> json(String address) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("transactionTime", job.transactionTime().toString());
    manifest.put("request", job.address());
    manifest.put("requiresAccessToken", true);
    for (Kind kind : Kind.values()) {
      manifest.put(kind.code(), entries(kind, address));
    }
    return manifest;
  }

  private List<Map<String, Object>> entries(Kind kind, String address) {
    return files.stream()
        .filter(file -> file.kind() == kind)
        .map(
            file -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("type", file.lineType());
              entry.put("url", address + "/" + file.name());
              entry.put("count", file.lines());
              return entry;
            })
        .toList();
  }

  /** For the audit trail: how many resources of which type. */
  String counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    files.stream()
        .filter(file -> file.kind() == Kind.OUTPUT)
        .forEach(file -> counts.merge(file.type(), file.lines(), Long::sum));
    StringBuilder text = new StringBuilder("job=" + job.id());
    counts.forEach((type, count) -> text.append('&').append(type).append('=').append(count));
    return text.toString();
  }
}
