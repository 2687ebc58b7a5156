package org.xiangqiao.suites.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.builder.profile.ReferenceValidator;

/**
 * The validator's cases for R4 in HL7's {@code fhir-test-cases}: {@code validator/manifest.json}.
 */
final class ValidatorCases {

  static final String SOURCE = "org.hl7.fhir.testcases:fhir-test-cases:1.7.69, validator, R4";

  private static final String FOLDER = "/org/hl7/fhir/testcases/validator/";
  private static final Set<String> VERSIONS = Set.of("4.0", "4.0.1");

  private final FhirContext context;
  private final ReferenceValidator reference;
  private final Map<String, Optional<Resource>> definitions = new HashMap<>();

  /**
   * @param reference turns XML into JSON
   */
  ValidatorCases(FhirContext context, ReferenceValidator reference) {
    this.context = context;
    this.reference = reference;
  }

  /**
   * @param skipped gets the name and the reason of each that cannot be run here
   */
  void each(Consumer<ValidationCase> work, BiConsumer<String, String> skipped) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode each : new ObjectMapper().readTree(bytes("manifest.json")).path("test-cases")) {
      if (VERSIONS.contains(each.path("version").asText())) {
        String name = each.path("name").asText();
        String unique = names.add(name) ? name : name + " (" + each.path("file").asText() + ")";
        String reason = reason(each);
        if (reason == null) {
          run(unique, each, work, skipped);
        } else {
          skipped.accept(unique, reason);
        }
      }
    }
  }

  /** Why it is not for a validator of R4 resources alone, or null. */
  private static String reason(JsonNode each) {
    if (each.has("packages") || each.has("package-map") || each.path("profile").has("packages")) {
      return "needs packages that are not here";
    }
    if (each.has("use-test") && !each.path("use-test").asBoolean()) {
      return "switched off by HL7";
    }
    if (each.has("logical") || each.path("module").asText().equals("cda")) {
      return "not a resource: a logical model";
    }
    String file = each.path("file").asText();
    return file.endsWith(".json") || file.endsWith(".xml")
        ? null
        : "neither JSON nor XML: another format";
  }

  private void run(
      String name, JsonNode each, Consumer<ValidationCase> work, BiConsumer<String, String> skipped)
      throws IOException {
    String file = each.path("file").asText();
    String json;
    try {
      json = text(file);
    } catch (FHIRException | IOException | NullPointerException unreadable) {
      skipped.accept(name, "cannot be read from XML");
      return;
    }
    List<String> supporting = new ArrayList<>();
    names(each.path("profiles"), supporting);
    names(each.path("supporting"), supporting);
    if (each.has("supporting5")) {
      skipped.accept(name, "its definitions are not of R4");
      return;
    }
    JsonNode profile = each.path("profile");
    if (supported(supporting)) {
      work.accept(new ValidationCase(name, json, List.of(), supporting));
    } else {
      skipped.accept(name, "its definitions are not of R4");
      return;
    }
    if (profile.has("source")) {
      withProfile(name + " (profile)", json, profile, supporting, work, skipped);
    }
  }

  private void withProfile(
      String name,
      String json,
      JsonNode profile,
      List<String> before,
      Consumer<ValidationCase> work,
      BiConsumer<String, String> skipped) {
    String source = profile.path("source").asText();
    List<String> supporting = new ArrayList<>(before);
    names(profile.path("supporting"), supporting);
    if (source.startsWith("http")) {
      work.accept(new ValidationCase(name, json, List.of(source), supporting));
      return;
    }
    supporting.add(source);
    if (supported(supporting) && definition(source) instanceof StructureDefinition definition) {
      work.accept(new ValidationCase(name, json, List.of(definition.getUrl()), supporting));
    } else {
      skipped.accept(name, "its definitions are not of R4");
    }
  }

  private static void names(JsonNode list, List<String> names) {
    list.forEach(each -> names.add(each.asText()));
  }

  private boolean supported(List<String> files) {
    return files.stream().allMatch(each -> definition(each) != null);
  }

  /** Or null if it is none of R4. */
  Resource definition(String file) {
    return definitions.computeIfAbsent(file, this::read).orElse(null);
  }

  private Optional<Resource> read(String file) {
    IParser parser = file.endsWith(".xml") ? context.newXmlParser() : context.newJsonParser();
    parser.setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
    try {
      return Optional.of(
          (Resource) parser.parseResource(new String(bytes(file), StandardCharsets.UTF_8)));
    } catch (DataFormatException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String text(String file) throws IOException {
    byte[] bytes = bytes(file);
    return file.endsWith(".xml")
        ? reference.json(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = ValidatorCases.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IOException("no such file: " + file);
      }
      return in.readAllBytes();
    }
  }
}
