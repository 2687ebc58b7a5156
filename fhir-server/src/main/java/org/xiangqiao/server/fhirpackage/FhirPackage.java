package org.xiangqiao.server.fhirpackage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.hl7.fhir.r4.model.Resource;

/**
 * A FHIR package in NPM form, checked as a whole before any of it is used.
 *
 * @param manifest its {@code package.json}
 * @param tgz the bytes that are offered for download
 */
record FhirPackage(JsonNode manifest, byte[] tgz) {

  private static final String SHIPPED = "/org/xiangqiao/fhir/package.tgz";
  private static final String FOLDER = "package/";
  private static final String MANIFEST = FOLDER + "package.json";

  /** The one in the class path of this release. */
  static FhirPackage shipped() {
    try (InputStream in = FhirPackage.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("this release has no FHIR package: " + SHIPPED);
      }
      return of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if it has no manifest with a name and a version
   */
  static FhirPackage of(byte[] tgz) {
    JsonNode[] manifest = new JsonNode[1];
    each(
        tgz,
        (name, content) -> {
          if (name.equals(MANIFEST)) {
            manifest[0] = new ObjectMapper().readTree(content);
          }
          return manifest[0] == null;
        });
    if (manifest[0] == null
        || manifest[0].path("name").asText().isBlank()
        || manifest[0].path("version").asText().isBlank()) {
      throw new IllegalArgumentException("not a FHIR package: no name and version in " + MANIFEST);
    }
    return new FhirPackage(manifest[0], tgz);
  }

  String name() {
    return manifest.get("name").asText();
  }

  String version() {
    return manifest.get("version").asText();
  }

  String sha256() {
    return digest("SHA-256");
  }

  /** As NPM's registries tell it. */
  String sha1() {
    return digest("SHA-1");
  }

  /**
   * All resources, in the order of the files.
   *
   * @throws IllegalArgumentException naming the file that cannot be read, has no id, or has the
   *     type and id or the canonical address of another
   */
  List<Resource> resources(FhirContext fhir) {
    IParser parser = fhir.newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    List<Resource> resources = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    each(
        tgz,
        (name, content) -> {
          if (isResource(name)) {
            Resource resource = read(parser, name, content);
            String id = resource.fhirType() + "/" + resource.getIdPart();
            if (resource.getIdPart() == null || !seen.add(id)) {
              throw new IllegalArgumentException(name + ": no id, or one that is there twice");
            }
            String url = canonical(resource);
            if (url != null && !seen.add(url)) {
              throw new IllegalArgumentException(name + ": the canonical is there twice: " + url);
            }
            resources.add(resource);
          }
          return true;
        });
    return resources;
  }

  private static Resource read(IParser parser, String name, byte[] content) {
    try {
      return (Resource) parser.parseResource(new String(content, StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static String canonical(Resource resource) {
    return resource instanceof org.hl7.fhir.r4.model.MetadataResource definition
            && !resource.fhirType().equals("NamingSystem")
        ? definition.getUrl() + "|" + definition.getVersion()
        : null;
  }

  /** Files of the folder itself; examples and other matter lie in folders below. */
  private static boolean isResource(String name) {
    return name.startsWith(FOLDER)
        && name.endsWith(".json")
        && name.indexOf('/', FOLDER.length()) < 0
        && !name.equals(MANIFEST)
        && !name.equals(FOLDER + ".index.json");
  }

  private interface File {
    /** Whether to go on. */
    boolean visit(String name, byte[] content) throws IOException;
  }

  private static void each(byte[] tgz, File file) {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GzipCompressorInputStream(new ByteArrayInputStream(tgz)))) {
      boolean more = true;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && more;
          entry = tar.getNextEntry()) {
        more = file.visit(entry.getName(), tar.readAllBytes());
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a FHIR package: " + e.getMessage(), e);
    }
  }

  private String digest(String algorithm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(tgz));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
