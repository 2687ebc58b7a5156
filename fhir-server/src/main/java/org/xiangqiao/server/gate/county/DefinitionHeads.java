package org.xiangqiao.server.gate.county;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.fhirpackage.installed.PackagedDefinition;
import org.xiangqiao.server.fhirpackage.installed.Packages;

/**
 * Which definitions lie in one place: a county's own, or those for all (tenant 0). What was posted
 * stands before packages; without a version the newest counts.
 */
final class DefinitionHeads {

  private static final List<String> TYPES =
      List.of("StructureDefinition", "ValueSet", "CodeSystem");

  /**
   * One of them.
   *
   * @param version empty if it says none
   * @param id of the resource; null if it lies in a package
   * @param packaged null if it was posted
   */
  record Head(int tenant, String type, String version, String id, PackagedDefinition packaged) {}

  private final Map<String, List<Head>> heads = new HashMap<>();

  private DefinitionHeads() {}

  static DefinitionHeads read(JdbcTemplate jdbc, Packages packages, int tenant) {
    DefinitionHeads found = new DefinitionHeads();
    for (String type : TYPES) {
      jdbc.query(
          "select fhir_id, body::json ->> 'url', coalesce(body::json ->> 'version', '') from resource_"
              + type.toLowerCase(java.util.Locale.ROOT)
              + " where tenant_id = ? order by last_updated desc, rid desc",
          row -> {
            found.add(
                row.getString(2), new Head(tenant, type, row.getString(3), row.getString(1), null));
          },
          tenant);
    }
    packages.definitions(tenant).stream()
        .sorted(PackagedDefinition.BY_AGE.reversed())
        .forEach(
            each ->
                found.add(
                    each.url(),
                    new Head(tenant, each.type(), each.definitionVersion(), null, each)));
    return found;
  }

  private void add(String url, Head head) {
    if (url != null) {
      heads.computeIfAbsent(head.type() + " " + url, none -> new ArrayList<>()).add(head);
    }
  }

  /**
   * @param version null for the one to take
   */
  Optional<Head> find(String type, String url, String version) {
    return of(type, url).stream()
        .filter(each -> version == null || version.equals(each.version()))
        .findFirst();
  }

  /** Posted ones that nothing tells apart: same type, address and version; two or more. */
  List<Head> twins(Head of, String url) {
    return of(of.type(), url).stream()
        .filter(each -> each.id() != null && of.id() != null)
        .filter(each -> each.version().equals(of.version()))
        .toList();
  }

  private List<Head> of(String type, String url) {
    return heads.getOrDefault(type + " " + url, List.of());
  }
}
