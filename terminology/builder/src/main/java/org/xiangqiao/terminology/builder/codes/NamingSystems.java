package org.xiangqiao.terminology.builder.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemIdentifierType;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.CsvResource;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Adds a NamingSystem for each identifier system (标识系统) and for each code system that has an OID,
 * so that an OID of a document leads to the URI that resources use, and back.
 */
public final class NamingSystems implements PackageStep {

  private static final String OID = "urn:oid:";

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<Resource> more = new ArrayList<>(all);
    List<Map<String, String>> others =
        CsvResource.rows(NamingSystems.class, "more-identifiers.csv");
    for (Resource resource : all) {
      if (resource instanceof CodeSystem system) {
        List<Map<String, String>> own =
            others.stream()
                .filter(row -> row.get("code_system").equals(system.getIdPart()))
                .toList();
        if (system.hasUrl() && system.getUrl().startsWith(OID) || !own.isEmpty()) {
          more.add(codeSystem(system, own));
        }
      }
    }
    CsvResource.rows(NamingSystems.class, "identifier-systems.csv")
        .forEach(row -> more.add(identifierSystem(row)));
    return more;
  }

  private static NamingSystem codeSystem(CodeSystem system, List<Map<String, String>> others) {
    NamingSystem naming = naming(system.getIdPart(), NamingSystemType.CODESYSTEM);
    naming.setDescription(system.getTitle());
    uri(naming, system.getUrl());
    for (Map<String, String> row : others) {
      naming
          .addUniqueId()
          .setType(NamingSystemIdentifierType.fromCode(row.get("type")))
          .setValue(row.get("value"))
          .setPreferred(false)
          .setComment(row.get("comment"));
    }
    return naming;
  }

  private static NamingSystem identifierSystem(Map<String, String> row) {
    NamingSystem naming = naming(row.get("id"), NamingSystemType.IDENTIFIER);
    naming.setDescription(
        row.get("title_zh")
            + " "
            + row.get("title_en")
            + (row.get("confirmed").equals("yes") ? "" : " 未核实 not confirmed"));
    uri(naming, row.get("uri"));
    return naming;
  }

  private static NamingSystem naming(String id, NamingSystemType kind) {
    NamingSystem naming = new NamingSystem();
    naming.setId(id);
    naming.setKind(kind);
    SourcePlace.set(naming, "NamingSystem of " + id);
    return naming;
  }

  private static void uri(NamingSystem naming, String uri) {
    naming.addUniqueId().setType(NamingSystemIdentifierType.URI).setValue(uri).setPreferred(true);
    if (uri.startsWith(OID)) {
      naming
          .addUniqueId()
          .setType(NamingSystemIdentifierType.OID)
          .setValue(uri.substring(OID.length()))
          .setPreferred(true);
    }
  }
}
