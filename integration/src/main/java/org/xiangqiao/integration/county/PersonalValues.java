package org.xiangqiao.integration.county;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps personal values out of texts that a platform wrote: those of the resident the message was
 * about, and whatever looks like an identity or phone number. Pure.
 */
final class PersonalValues {

  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{6,}[\\dXx]?");
  private static final String MASK = "***";
  private static final List<String> FIELDS =
      List.of("idCard", "name", "phone", "guardianName", "address", "residentId", "birthDate");

  private final List<String> values;

  private PersonalValues(List<String> values) {
    this.values = values;
  }

  static PersonalValues of(JsonNode message) {
    List<String> values = new ArrayList<>();
    for (String field : FIELDS) {
      String value = message.path("resident").path(field).asText("");
      if (!value.isBlank()) {
        values.add(value);
      }
    }
    // Longest first: an address may contain the name.
    values.sort(Comparator.comparingInt(String::length).reversed());
    return new PersonalValues(values);
  }

  String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, MASK);
    }
    return LONG_NUMBER.matcher(masked).replaceAll(MASK);
  }
}
