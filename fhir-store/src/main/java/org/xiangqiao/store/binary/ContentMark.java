package org.xiangqiao.store.binary;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/**
 * How a Binary names its content: an extension in place of {@code data}, in the model and, as the
 * last element, in the stored text. It does not leave the server.
 */
public final class ContentMark {

  static final String URL = "https://xiangqiao.org/fhir/StructureDefinition/binary-content";

  private static final String SUBSETTED_SYSTEM =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final Pattern VALUE = Pattern.compile("([0-9a-f-]{36})/([0-9]{1,18})");
  private static final Pattern TAIL =
      Pattern.compile(
          ",\"_data\":\\{\"extension\":\\[\\{\"url\":\""
              + Pattern.quote(URL)
              + "\",\"valueString\":\"([0-9a-f-]{36})/([0-9]{1,18})\"}]}}$");
  private static final int LONGEST_TAIL = 220;

  private ContentMark() {}

  /** Lets the Binary refer to a content instead of carrying data. */
  public static void put(Binary binary, BinaryContent content) {
    Base64BinaryType data = new Base64BinaryType();
    data.addExtension(new Extension(URL, new StringType(content.id() + "/" + content.length())));
    binary.setDataElement(data);
  }

  /** The content that a Binary refers to, or null. */
  public static BinaryContent of(Binary binary) {
    Extension mark = binary.getDataElement().getExtensionByUrl(URL);
    if (mark == null || !(mark.getValue() instanceof StringType value)) {
      return null;
    }
    Matcher matcher = VALUE.matcher(value.getValue() == null ? "" : value.getValue());
    return matcher.matches() ? content(matcher) : null;
  }

  /** The content that a stored text refers to, or null. */
  public static BinaryContent of(String json) {
    Matcher tail = tail(json);
    return tail.find() ? content(tail) : null;
  }

  /** The stored text without its mark: a Binary without data. */
  public static String removed(String json) {
    Matcher tail = tail(json);
    return tail.find() ? json.substring(0, tail.start()) + "}" : json;
  }

  /** Shown without data, a Binary that has some is tagged {@code SUBSETTED}. */
  public static Binary reduced(Binary binary) {
    if (of(binary) != null) {
      binary.setDataElement(null);
      binary.getMeta().addTag(SUBSETTED_SYSTEM, "SUBSETTED", null);
    }
    return binary;
  }

  private static Matcher tail(String json) {
    return TAIL.matcher(json)
        .region(Math.max(0, json.length() - LONGEST_TAIL), json.length())
        .useAnchoringBounds(true);
  }

  private static BinaryContent content(Matcher matcher) {
    return new BinaryContent(UUID.fromString(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }
}
