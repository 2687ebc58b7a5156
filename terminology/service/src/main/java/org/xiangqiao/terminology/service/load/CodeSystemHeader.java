package org.xiangqiao.terminology.service.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemHierarchyMeaning;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;

/**
 * The CodeSystem resource of an imported version. Its content is {@code not-present}, with the
 * count: the concepts are in the server's tables and answered by its operations, and a resource of
 * a hundred thousand concepts would help nobody who reads or searches.
 */
final class CodeSystemHeader {

  private static final String PROPERTIES = "http://hl7.org/fhir/concept-properties#";
  private static final int LONGEST_ID = 50;

  private CodeSystemHeader() {}

  static CodeSystem of(LoadJob job, Set<String> properties, boolean hierarchical, int concepts) {
    CodeSystem about = new CodeSystem();
    about.setId(id(job.url()));
    about.setUrl(job.url());
    about.setVersion(job.version());
    about.setLanguage(job.options().language());
    about.setTitle(job.options().title() == null ? job.url() : job.options().title());
    about.setName("Imported_" + about.getIdElement().getIdPart().replaceAll("[^A-Za-z0-9]", "_"));
    about.setStatus(PublicationStatus.ACTIVE);
    about.setDescription(
        "由管理员从正式文件导入;概念保存在服务器的表中,由术语操作回答,不列在本资源中。"
            + " Imported by the operator; its concepts are kept in tables and answered by the"
            + " terminology operations, not listed here.");
    if (job.url().startsWith("urn:")) {
      about.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue(job.url());
    }
    about.setCaseSensitive(true);
    about.setContent(CodeSystemContentMode.NOTPRESENT);
    about.setCount(concepts);
    if (hierarchical) {
      about.setHierarchyMeaning(CodeSystemHierarchyMeaning.ISA);
    }
    declare(about, "status", PROPERTIES + "status", PropertyType.CODE);
    declare(about, "inactive", PROPERTIES + "inactive", PropertyType.BOOLEAN);
    if (job.options().hierarchyIs("outside")) {
      declare(about, "parent", null, PropertyType.CODE);
    }
    for (String property : new TreeSet<>(properties)) {
      if (!Set.of("status", "inactive", "parent").contains(property)) {
        declare(about, property, null, PropertyType.STRING);
      }
    }
    return about;
  }

  private static void declare(CodeSystem about, String code, String uri, PropertyType type) {
    about.addProperty().setCode(code).setUri(uri).setType(type);
  }

  /** Always the same for one url, so that a switch is a new version of one resource. */
  static String id(String url) {
    String readable = url.replaceAll("^https?://", "").replaceAll("[^A-Za-z0-9.]+", "-");
    if (readable.length() > LONGEST_ID) {
      readable = readable.substring(readable.length() - LONGEST_ID);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return readable + "-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
