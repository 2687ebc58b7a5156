package org.xiangqiao.server.fhirpackage.installed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A small package of a test, file by file. */
public final class TestPackage {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  private TestPackage() {
    try {
      tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a manifest. */
  public static TestPackage bare() {
    return new TestPackage();
  }

  public static TestPackage of(String name, String version) {
    return new TestPackage()
        .file(
            "package/package.json",
            """
            {"name":"%s","version":"%s","fhirVersions":["4.0.1"],"description":"A test"}"""
                .formatted(name, version));
  }

  public TestPackage file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public TestPackage file(String name, byte[] content) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestPackage link(String name, String target) {
    try {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarArchiveEntry.LF_SYMLINK);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A profile whose differential has these elements, as JSON. */
  public TestPackage profile(String id, String version, String type, String... elements) {
    return file(
        "package/StructureDefinition-" + id + ".json", profileOf(id, version, type, elements));
  }

  static String profileOf(String id, String version, String type, String... elements) {
    return """
        {"resourceType":"StructureDefinition","id":"%s","version":"%s","name":"Sample",
         "url":"https://example.org/StructureDefinition/%s","status":"active",
         "fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"%s",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/%s",
         "derivation":"constraint","differential":{"element":[{"id":"%s","path":"%s"}%s]}}"""
        .formatted(
            id,
            version,
            id,
            type,
            type,
            type,
            type,
            elements.length == 0 ? "" : "," + String.join(",", elements));
  }

  public static String element(String path, String more) {
    return "{\"id\":\"%s\",\"path\":\"%s\"%s}"
        .formatted(path, path, more.isEmpty() ? "" : "," + more);
  }

  public byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }
}
