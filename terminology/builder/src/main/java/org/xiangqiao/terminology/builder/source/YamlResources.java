package org.xiangqiao.terminology.builder.source;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Reads one YAML text as a FHIR resource, strictly: an element that FHIR does not have is a problem
 * with file and line.
 */
public final class YamlResources {

  private static final ObjectWriter JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build().writer();

  private final FhirContext fhir;

  public YamlResources(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** The same text as JSON, with nothing asked of its content: for examples that break a rule. */
  public static String json(String text) {
    try {
      return JSON.writeValueAsString(YamlDocument.parse(text).root());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The resource, or nothing when {@code problems} grew.
   *
   * @param place for messages, such as {@code ValueSet/sex.yaml}
   */
  public Optional<Resource> read(String place, String text, List<String> problems) {
    YamlDocument document;
    try {
      document = YamlDocument.parse(text);
    } catch (YamlSyntaxException e) {
      problems.add(place + ":" + e.line() + ": " + e.getMessage());
      return Optional.empty();
    }
    if (!document.root().path("resourceType").isTextual()) {
      problems.add(place + ":1: resourceType is missing");
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    Optional<Resource> resource = parse(place, document, found);
    problems.addAll(found);
    return found.isEmpty() ? resource : Optional.empty();
  }

  private Optional<Resource> parse(String place, YamlDocument document, List<String> problems) {
    IParser parser = fhir.newJsonParser();
    parser.setParserErrorHandler(new StrictPlaces(place, document, problems));
    try {
      Resource resource = (Resource) parser.parseResource(JSON.writeValueAsString(document.root()));
      SourcePlace.set(resource, place);
      return Optional.of(resource);
    } catch (DataFormatException e) {
      problems.add(place + ": " + e.getMessage());
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
