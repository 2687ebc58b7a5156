package org.xiangqiao.server.fhirpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A small package of a test. */
final class PackageTar {

  private PackageTar() {}

  /**
   * @param resources as JSON
   */
  static FhirPackage of(String version, String... resources) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      file(tar, "package.json", "{\"name\":\"org.example.test\",\"version\":\"" + version + "\"}");
      file(tar, ".index.json", "{}");
      for (int i = 0; i < resources.length; i++) {
        file(tar, "r" + i + ".json", resources[i]);
      }
      file(tar, "example/e.json", "no JSON at all");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FhirPackage.of(bytes.toByteArray());
  }

  private static void file(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("package/" + name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
