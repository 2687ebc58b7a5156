package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** JSON or XML, and which of them a client asks for (R4 http.html#mime-type). */
public enum WireFormat {
  JSON("application/fhir+json"),
  XML("application/fhir+xml");

  private final String mediaType;
  private final String contentType;

  WireFormat(String mediaType) {
    this.mediaType = mediaType;
    this.contentType = mediaType + ";charset=UTF-8";
  }

  public String mediaType() {
    return mediaType;
  }

  public String contentType() {
    return contentType;
  }

  public IParser parser(FhirContext context) {
    return this == JSON ? context.newJsonParser() : context.newXmlParser();
  }

  /** Empty if nothing that is asked for can be given; JSON if nothing is asked for. */
  public static Optional<WireFormat> negotiate(HttpServletRequest request) {
    return negotiate(formatParameter(request.getQueryString()), accepted(request));
  }

  /**
   * @param format value of {@code _format}, which wins over {@code Accept}, or null
   */
  static Optional<WireFormat> negotiate(String format, List<String> accept) {
    if (format != null && !format.isBlank()) {
      return ofParameter(format.trim());
    }
    if (accept.isEmpty() || accept.size() == 1 && accept.get(0).equals(JSON.mediaType)) {
      return Optional.of(JSON);
    }
    try {
      List<MediaType> types = new ArrayList<>(MediaType.parseMediaTypes(accept));
      MimeTypeUtils.sortBySpecificity(types);
      types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
      return types.stream()
          .filter(type -> type.getQualityValue() > 0)
          .map(WireFormat::ofAccepted)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (InvalidMediaTypeException malformed) {
      return Optional.empty();
    }
  }

  /** The format of a request body; empty if it is neither or of another FHIR version. */
  public static Optional<WireFormat> ofContentType(String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return Optional.empty();
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      boolean utf8 = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
      return utf8 ? ofMediaType(type) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  static List<String> accepted(HttpServletRequest request) {
    var headers = request.getHeaders("Accept");
    return headers == null ? List.of() : Collections.list(headers);
  }

  private static Optional<WireFormat> ofParameter(String format) {
    switch (format.toLowerCase(Locale.ROOT)) {
      case "json":
        return Optional.of(JSON);
      case "xml":
        return Optional.of(XML);
      default:
        try {
          // A plus sign that was not percent-encoded arrives as a space.
          return ofMediaType(
              MediaType.parseMediaType(
                  format.replaceFirst("^application/fhir ", "application/fhir+")));
        } catch (InvalidMediaTypeException malformed) {
          return Optional.empty();
        }
    }
  }

  /** A browser and a client without wishes get JSON. */
  private static Optional<WireFormat> ofAccepted(MediaType type) {
    if (type.isWildcardType()
        || type.isWildcardSubtype() && type.getType().equals("application")
        || type.equalsTypeAndSubtype(MediaType.TEXT_HTML)) {
      return Optional.of(JSON);
    }
    return ofMediaType(type);
  }

  private static Optional<WireFormat> ofMediaType(MediaType type) {
    String version = type.getParameter("fhirVersion");
    if (version != null && !version.startsWith("4.0")
        || type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
      return Optional.empty();
    }
    return switch (type.getType() + "/" + type.getSubtype()) {
      case "application/fhir+json", "application/json", "text/json", "application/json+fhir" ->
          Optional.of(JSON);
      case "application/fhir+xml", "application/xml", "text/xml", "application/xml+fhir" ->
          Optional.of(XML);
      default -> Optional.empty();
    };
  }

  /** Read from the raw query: asking the container would consume a form body. */
  private static String formatParameter(String query) {
    if (query == null || !query.contains("_format=")) {
      return null;
    }
    for (String pair : query.split("&")) {
      if (pair.startsWith("_format=")) {
        try {
          return URLDecoder.decode(pair.substring("_format=".length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
          return null;
        }
      }
    }
    return null;
  }
}
