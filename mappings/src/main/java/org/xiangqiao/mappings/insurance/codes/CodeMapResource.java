package org.xiangqiao.mappings.insurance.codes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.OtherElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * A mapping as ConceptMap (R4 conceptmap.html), one of each institution and kind. What an upload of
 * an item (3301) wants besides is {@code target.product}, by the platform's key.
 */
public final class CodeMapResource {

  private static final String URL = "https://fhir.xiangqiao.org/ConceptMap/";
  private static final Pattern ID =
      Pattern.compile("insurance-(item|doctor|department|diagnosis)-([A-Za-z0-9]{12})");

  /** Which mapping it is. */
  public record Key(CodeKind kind, String institution) {

    /** Logical id of its ConceptMap. */
    public String id() {
      return "insurance-" + kind.code() + "-" + institution;
    }
  }

  private CodeMapResource() {}

  /** Empty for ConceptMaps of another purpose. */
  public static Optional<Key> key(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? CodeKind.of(parts.group(1)).map(kind -> new Key(kind, parts.group(2)))
        : Optional.empty();
  }

  public static ConceptMap of(Key key, Collection<CodeMapping> rows) {
    ConceptMap map = new ConceptMap();
    map.setId(key.id());
    map.setUrl(URL + key.id());
    map.setName("Insurance_" + key.kind().code() + "_" + key.institution());
    map.setTitle("医保对照 " + key.kind().code() + " " + key.institution());
    map.setStatus(PublicationStatus.ACTIVE);
    String local = "https://fhir.xiangqiao.org/sid/insurance-local-" + key.kind().code();
    if (!rows.isEmpty()) {
      ConceptMapGroupComponent group = map.addGroup();
      group.setSource(local + "/" + key.institution());
      group.setTarget(key.kind().system());
      rows.forEach(row -> element(group.addElement(), row));
    }
    return map;
  }

  /** Rows of all its groups; of several targets of a code the first. */
  public static List<CodeMapping> rows(ConceptMap map) {
    Map<String, CodeMapping> rows = new LinkedHashMap<>();
    for (ConceptMapGroupComponent group : map.getGroup()) {
      for (SourceElementComponent element : group.getElement()) {
        element.getTarget().stream()
            .filter(target -> target.hasCode() && usable(target.getEquivalence()))
            .findFirst()
            .filter(target -> element.hasCode())
            .ifPresent(target -> rows.putIfAbsent(element.getCode(), row(element, target)));
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static boolean usable(ConceptMapEquivalence equivalence) {
    return equivalence != ConceptMapEquivalence.UNMATCHED
        && equivalence != ConceptMapEquivalence.DISJOINT;
  }

  private static void element(SourceElementComponent element, CodeMapping row) {
    element.setCode(row.local());
    element.setDisplay(row.localName());
    TargetElementComponent target = element.addTarget();
    target.setCode(row.national());
    target.setDisplay(row.nationalName());
    target.setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    row.more()
        .forEach(
            (key, value) ->
                target
                    .addProduct()
                    .setProperty(InsuranceSystems.FIELD + "#" + key)
                    .setValue(value));
  }

  private static CodeMapping row(SourceElementComponent element, TargetElementComponent target) {
    Map<String, String> more = new LinkedHashMap<>();
    for (OtherElementComponent product : target.getProduct()) {
      String property = String.valueOf(product.getProperty());
      if (property.startsWith(InsuranceSystems.FIELD + "#") && product.hasValue()) {
        more.put(property.substring(InsuranceSystems.FIELD.length() + 1), product.getValue());
      }
    }
    return new CodeMapping(
        element.getCode(), element.getDisplay(), target.getCode(), target.getDisplay(), more);
  }
}
