package org.xiangqiao.server.validate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.server.definition.UsedDefinition;

/**
 * Tells with an answer which packages and versions decided: one extension for each package, with
 * the profiles of resources that were used out of it.
 */
final class Deciders {

  static final String URL = "https://xiangqiao.org/fhir/StructureDefinition/decided-by";

  private static final int MOST = 50;

  private Deciders() {}

  static void add(OperationOutcome outcome, Set<UsedDefinition> used) {
    Map<String, Set<String>> profiles = new LinkedHashMap<>();
    for (UsedDefinition each : used) {
      Set<String> named = profiles.computeIfAbsent(each.source(), source -> new TreeSet<>());
      if (each.profile()) {
        named.add(each.canonical());
      }
    }
    profiles.forEach(
        (source, named) -> {
          Extension extension = outcome.addExtension().setUrl(URL);
          extension.addExtension("package", new StringType(source));
          named.stream()
              .limit(MOST)
              .forEach(each -> extension.addExtension("profile", new CanonicalType(each)));
        });
  }
}
