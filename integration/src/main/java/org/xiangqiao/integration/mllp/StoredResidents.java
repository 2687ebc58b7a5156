package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/** Finds residents as they are stored, with the moment that their content comes from. */
class StoredResidents {

  /** EVN-2, else MSH-7, of the message that wrote the Patient. */
  static final String EVENT_TIME = "https://fhir.xiangqiao.org/StructureDefinition/event-time";

  private final FhirStore store;
  private final FhirContext fhir;

  StoredResidents(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /** A stored resident. */
  record Found(String id, long version, Patient patient) {

    boolean newerThan(OffsetDateTime event) {
      Extension extension = patient.getExtensionByUrl(EVENT_TIME);
      return event != null
          && extension != null
          && extension.getValue() instanceof BaseDateTimeType time
          && time.getValue() != null
          && time.getValue().toInstant().isAfter(event.toInstant());
    }

    /** Same birth date, and no system in which the two have different numbers. */
    boolean canBe(Patient incoming) {
      Map<String, String> numbers = new HashMap<>();
      patient.getIdentifier().forEach(i -> numbers.put(i.getSystem(), i.getValue()));
      return patient.hasBirthDate()
          && patient
              .getBirthDateElement()
              .getValueAsString()
              .equals(incoming.getBirthDateElement().getValueAsString())
          && incoming.getIdentifier().stream()
              .allMatch(
                  i ->
                      Objects.equals(
                          numbers.getOrDefault(i.getSystem(), i.getValue()), i.getValue()));
    }

    /** What one EMR sends does not take away the numbers that others know the resident by. */
    void keepNumbersOfOthers(Patient incoming) {
      Set<String> systems = new HashSet<>();
      incoming.getIdentifier().forEach(i -> systems.add(i.getSystem()));
      for (Identifier known : patient.getIdentifier()) {
        if (!systems.contains(known.getSystem())) {
          incoming.addIdentifier(known.copy());
        }
      }
    }
  }

  /** A stored resident and the criteria that find him, as in the request of a Bundle entry. */
  record Known(String conditionalUrl, Found resident) {}

  /**
   * At most two, which is enough to know "several".
   *
   * @param conditionalUrl {@code Patient?identifier=…}, as in the request of a Bundle entry
   */
  List<Found> find(Caller caller, String conditionalUrl) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String part : conditionalUrl.substring(conditionalUrl.indexOf('?') + 1).split("&")) {
      String[] pair = part.split("=", 2);
      parameters
          .computeIfAbsent(decode(pair[0]), name -> new ArrayList<>())
          .add(pair.length == 2 ? decode(pair[1]) : "");
    }
    parameters.put("_count", List.of("2"));
    return store.search(caller, new SearchRequest("Patient", parameters, false)).matches().stream()
        .map(this::found)
        .toList();
  }

  /**
   * The resident under another of the numbers that the message gives, with the criteria that found
   * him: a newborn is known by the EMR's number until the identity card (居民身份证) comes. Only one
   * whose birth date is the same and to whom none of the numbers contradicts.
   */
  Optional<Known> findByOtherNumber(Caller caller, Patient incoming) {
    for (Identifier number : incoming.getIdentifier()) {
      if (number.hasSystem() && number.hasValue()) {
        String url =
            "Patient?identifier=" + encode(number.getSystem()) + "|" + encode(number.getValue());
        List<Found> found = find(caller, url);
        if (found.size() == 1 && found.get(0).canBe(incoming)) {
          return Optional.of(new Known(url, found.get(0)));
        }
      }
    }
    return Optional.empty();
  }

  /** Escaped as a search value (R4 search.html, escaping), then for the URL. */
  private static String encode(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("|", "\\|").replace(",", "\\,").replace("$", "\\$");
    return URLEncoder.encode(escaped, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Found found(StoredResource stored) {
    return new Found(
        stored.id(),
        stored.version(),
        fhir.newJsonParser().parseResource(Patient.class, stored.json()));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
