package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/**
 * Whether a Binary is sent or wanted as FHIR or as its bytes (R4 http.html#binary): as FHIR only if
 * a FHIR media type is named, never because of {@code application/json} or a wildcard.
 */
public final class BinaryNegotiation {

  private static final Set<String> FHIR_SUBTYPES =
      Set.of("fhir+json", "fhir+xml", "json+fhir", "xml+fhir");

  private BinaryNegotiation() {}

  /** True if a request's body is a Binary resource and not the content of one. */
  public static boolean sendsResource(String contentType) {
    try {
      return contentType != null && isFhir(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException malformed) {
      return false;
    }
  }

  /**
   * True if the resource is asked for and not its bytes.
   *
   * @param stored media type of the content
   */
  public static boolean wantsResource(ServletRequestDetails request, MediaType stored) {
    String[] format = request.getParameters().get("_format");
    if (format != null && format.length > 0 && !format[0].isBlank()) {
      return true;
    }
    try {
      List<MediaType> types =
          new ArrayList<>(
              MediaType.parseMediaTypes(WireFormat.accepted(request.getServletRequest())));
      MimeTypeUtils.sortBySpecificity(types);
      types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
      for (MediaType type : types) {
        if (type.getQualityValue() > 0 && isFhir(type)) {
          return true;
        }
        if (type.getQualityValue() > 0 && !type.isWildcardType() && type.includes(stored)) {
          return false;
        }
      }
    } catch (InvalidMediaTypeException malformed) {
      return false;
    }
    return false;
  }

  private static boolean isFhir(MediaType type) {
    return type.getType().equals("application")
        && FHIR_SUBTYPES.contains(type.getSubtype().toLowerCase(Locale.ROOT));
  }
}
