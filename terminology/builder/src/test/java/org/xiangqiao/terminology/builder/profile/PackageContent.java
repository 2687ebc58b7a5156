package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The package as built, once for all tests of a JVM. */
final class PackageContent {

  private static final class Holder {
    static final PackageContent BUILT = new PackageContent(FhirContext.forR4Cached());
  }

  private final List<Resource> resources = new ArrayList<>();
  private final List<StructureDefinition> profiles;
  private final ReferenceValidator validator;

  private PackageContent(FhirContext context) {
    List<Resource> sources = sources(context);
    profiles = new Snapshots(context, sources).generate();
    sources.stream().filter(each -> !(each instanceof StructureDefinition)).forEach(resources::add);
    resources.addAll(profiles);
    validator = new ReferenceValidator(context, resources);
  }

  static PackageContent built() {
    return Holder.BUILT;
  }

  List<Resource> resources() {
    return resources;
  }

  List<StructureDefinition> profiles() {
    return profiles;
  }

  ReferenceValidator validator() {
    return validator;
  }

  private static List<Resource> sources(FhirContext context) {
    IParser parser = context.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    try (Stream<Path> files = Files.walk(PackageFolder.SOURCES)) {
      List<Resource> found = new ArrayList<>();
      for (Path file :
          files
              .filter(each -> each.toString().endsWith(".yaml"))
              .filter(each -> !each.startsWith(PackageFolder.EXAMPLES))
              .sorted()
              .toList()) {
        Resource resource =
            (Resource) parser.parseResource(new YAMLMapper().readTree(file.toFile()).toString());
        ((MetadataResource) resource)
            .setUrl(
                "https://fhir.xiangqiao.org/"
                    + resource.fhirType()
                    + "/"
                    + resource.getIdElement().getIdPart());
        found.add(resource);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
