package org.xiangqiao.bench.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.hl7.fhir.r4.model.Resource;

/** The FHIR package that ships, from the class path. */
final class Definitions {

  private static final String PACKAGE = "/org/xiangqiao/fhir/package.tgz";

  private Definitions() {}

  static List<Resource> shipped(FhirContext context) {
    IParser parser = context.newJsonParser();
    List<Resource> resources = new ArrayList<>();
    try (InputStream in = Definitions.class.getResourceAsStream(PACKAGE);
        TarArchiveInputStream files =
            new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(in.readAllBytes())))) {
      for (TarArchiveEntry each = files.getNextEntry(); each != null; each = files.getNextEntry()) {
        if (each.getName().matches("package/[A-Z][A-Za-z]*-.*\\.json")) {
          resources.add(
              (Resource)
                  parser.parseResource(new String(files.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resources;
  }
}
