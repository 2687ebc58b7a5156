package org.xiangqiao.suites.fuzz;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.linuxforhealth.fhir.examples.Index;

/** Valid resources, small ones of many types, as JSON and as XML. */
final class Seeds {

  private static final int LARGEST = 6_000;

  private final List<JsonNode> json = new ArrayList<>();
  private final List<String> xml = new ArrayList<>();

  Seeds(FhirContext context) {
    ObjectMapper mapper = new ObjectMapper();
    try (ZipFile jar =
        new ZipFile(
            Path.of(Index.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toFile())) {
      List<ZipEntry> entries =
          jar.stream()
              .filter(entry -> entry.getName().matches("json/(minimal|spec|complete-mock)/.*json"))
              .filter(entry -> entry.getSize() < LARGEST)
              .sorted((a, b) -> a.getName().compareTo(b.getName()))
              .map(ZipEntry.class::cast)
              .toList();
      for (int i = 0; i < entries.size(); i += 4) {
        add(context, mapper.readTree(jar.getInputStream(entries.get(i))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(FhirContext context, JsonNode resource) {
    try {
      xml.add(
          context
              .newXmlParser()
              .encodeResourceToString(context.newJsonParser().parseResource(resource.toString())));
      json.add(resource);
    } catch (RuntimeException notR4) {
      // The set has resources of R4B too.
    }
  }

  /** A copy, free to be changed. */
  ObjectNode json(Chance chance) {
    return chance.of(json).deepCopy();
  }

  String xml(Chance chance) {
    return chance.of(xml);
  }
}
