package org.xiangqiao.server.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.InstantType;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.operation.OperationRequest;

/**
 * Understands the parameters of a kick-off (Bulk Data Access 2.0, section 2.4.3). With {@code
 * Prefer: handling=lenient} what cannot be done is left out, as far as the answer does not become
 * wider by that.
 *
 * @param types that were asked for; all that are possible if none was
 * @param named whether types were asked for
 * @param filters criteria by type
 */
record ExportParameters(
    List<String> types,
    boolean named,
    Instant since,
    Map<String, List<String>> filters,
    List<String> elements,
    boolean lenient) {

  private static final Set<String> FORMATS =
      Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");

  /** A comma that begins another search; others belong to values. */
  private static final Pattern BETWEEN = Pattern.compile(",(?=[A-Z][A-Za-z]+\\?)");

  private static final Pattern FILTER = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)", Pattern.DOTALL);

  /**
   * @param compartment types that this level can export, or null for all
   */
  static ExportParameters of(OperationRequest request, ExportTypes known, Set<String> compartment) {
    boolean lenient = Presentation.lenient(request.http());
    for (String format : request.texts("_outputFormat")) {
      if (!FORMATS.contains(format.trim()) && !lenient) {
        throw ExportFaults.invalid("export-format", "http._outputFormat", format).exception();
      }
    }
    if (!request.texts("includeAssociatedData").isEmpty() && !lenient) {
      throw ExportFaults.invalid("export-associated", "http.includeAssociatedData").exception();
    }
    List<String> named = request.list("_type");
    SortedSet<String> possible = new TreeSet<>(known.stored());
    if (compartment != null) {
      possible.retainAll(compartment);
    }
    List<String> types =
        named.isEmpty() ? List.copyOf(possible) : named(named, known, possible, lenient);
    return new ExportParameters(
        types,
        !named.isEmpty(),
        request.values("_since").stream()
            .map(value -> ((InstantType) value).getValue().toInstant())
            .findFirst()
            .orElse(null),
        filters(request, types, lenient),
        request.list("_elements"),
        lenient);
  }

  private static List<String> named(
      List<String> named, ExportTypes known, SortedSet<String> possible, boolean lenient) {
    TreeSet<String> types = new TreeSet<>();
    for (String type : named) {
      if (possible.contains(type)) {
        types.add(type);
      } else if (!lenient) {
        throw ExportFaults.invalid(refusal(type, known), "http._type", type).exception();
      }
    }
    if (types.isEmpty()) {
      throw ExportFaults.invalid("export-nothing", "http._type").exception();
    }
    return List.copyOf(types);
  }

  private static String refusal(String type, ExportTypes known) {
    if (!known.known().contains(type)) {
      return "export-type-unknown";
    }
    return known.stored().contains(type) ? "export-type-compartment" : "export-type-elsewhere";
  }

  private static Map<String, List<String>> filters(
      OperationRequest request, List<String> types, boolean lenient) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String text : request.texts("_typeFilter")) {
      for (String each : BETWEEN.split(text)) {
        Matcher filter = FILTER.matcher(each.trim());
        boolean understood = filter.matches();
        if (understood && types.contains(filter.group(1))) {
          filters.computeIfAbsent(filter.group(1), any -> new ArrayList<>()).add(filter.group(2));
        } else if (!understood || !lenient) {
          throw ExportFaults.invalid("export-filter", "http._typeFilter").exception();
        }
      }
    }
    return filters;
  }
}
