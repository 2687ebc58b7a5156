package org.xiangqiao.terminology.builder.profile;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.Finding;

/** Whether the compiled validator finds the errors that HL7's finds: same place, same kind. */
final class Agreement {

  private final ReferenceValidator reference;
  private final CompiledValidator compiled;

  Agreement(ReferenceValidator reference, CompiledValidator compiled) {
    this.reference = reference;
    this.compiled = compiled;
  }

  /**
   * What both found, each as {@code kind @ place}.
   *
   * @param reference by HL7's validator
   * @param compiled by ours
   */
  record Compared(Set<String> reference, Set<String> compiled) {

    /** Whether both accept or both refuse. */
    boolean sameVerdict() {
      return reference.isEmpty() == compiled.isEmpty();
    }

    Set<String> missed() {
      return without(reference, compiled);
    }

    Set<String> invented() {
      return without(compiled, reference);
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
      Set<String> rest = new TreeSet<>(all);
      rest.removeAll(known);
      return rest;
    }
  }

  Compared compare(String json) {
    return new Compared(
        reference.errors(json).stream()
            .map(Agreement::shown)
            .collect(Collectors.toCollection(TreeSet::new)),
        compiled.validate(json).stream()
            .filter(Finding::error)
            .map(each -> each.issueCode().toCode() + " @ " + each.location())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String shown(ValidationMessage message) {
    return message.getType().toCode() + " @ " + message.getLocation();
  }
}
