package org.xiangqiao.terminology.service.translate;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.ConceptMap.OtherElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.issue.TxMessages;

/** Translations as they are found, each once. */
final class Matches {

  private static final Set<ConceptMapEquivalence> NONE =
      Set.of(ConceptMapEquivalence.UNMATCHED, ConceptMapEquivalence.DISJOINT);

  private final Parameters found = new Parameters();
  private final Set<String> seen = new HashSet<>();
  private boolean matched;

  void forward(ConceptMap map, Coding coding, String system) {
    for (ConceptMapGroupComponent group : map.getGroup()) {
      if (!coding.getSystem().equals(group.getSource())
          || system != null && !system.equals(group.getTarget())) {
        continue;
      }
      boolean listed = false;
      for (SourceElementComponent element : group.getElement()) {
        if (coding.getCode().equals(element.getCode())) {
          listed = true;
          element.getTarget().forEach(target -> add(map, group, target, null));
        }
      }
      if (!listed && group.hasUnmapped()) {
        unmapped(map, group, coding);
      }
    }
  }

  private void unmapped(ConceptMap map, ConceptMapGroupComponent group, Coding coding) {
    ConceptMapGroupUnmappedMode mode = group.getUnmapped().getMode();
    TargetElementComponent target = new TargetElementComponent();
    if (mode == ConceptMapGroupUnmappedMode.PROVIDED) {
      target.setCode(coding.getCode()).setEquivalence(ConceptMapEquivalence.EQUAL);
      add(map, group, target, null);
    } else if (mode == ConceptMapGroupUnmappedMode.FIXED) {
      target
          .setCode(group.getUnmapped().getCode())
          .setDisplay(group.getUnmapped().getDisplay())
          .setEquivalence(ConceptMapEquivalence.RELATEDTO);
      add(map, group, target, null);
    }
  }

  void reverse(ConceptMap map, Coding coding, String system) {
    for (ConceptMapGroupComponent group : map.getGroup()) {
      if (!coding.getSystem().equals(group.getTarget())
          || system != null && !system.equals(group.getSource())) {
        continue;
      }
      for (SourceElementComponent element : group.getElement()) {
        for (TargetElementComponent target : element.getTarget()) {
          if (coding.getCode().equals(target.getCode())) {
            Coding source =
                new Coding()
                    .setSystem(group.getSource())
                    .setCode(element.getCode())
                    .setDisplay(element.getDisplay());
            add(map, group, target, source);
          }
        }
      }
    }
  }

  private void add(
      ConceptMap map,
      ConceptMapGroupComponent group,
      TargetElementComponent target,
      Coding source) {
    boolean none = target.hasEquivalence() && NONE.contains(target.getEquivalence());
    String key =
        group.getTarget() + "\n" + target.getCode() + (source == null ? "" : source.getCode());
    if (none && !target.hasCode() || !seen.add(key)) {
      return;
    }
    matched |= !none;
    ParametersParameterComponent match = found.addParameter().setName("match");
    if (target.hasEquivalence()) {
      match
          .addPart()
          .setName("equivalence")
          .setValue(new CodeType(target.getEquivalence().toCode()));
      match
          .addPart()
          .setName("relationship")
          .setValue(new CodeType(Relationship.of(target.getEquivalence())));
    }
    match
        .addPart()
        .setName("concept")
        .setValue(
            new Coding()
                .setSystem(group.getTarget())
                .setCode(target.getCode())
                .setDisplay(target.getDisplay()));
    if (source != null) {
      match.addPart().setName("source").setValue(source);
    }
    for (OtherElementComponent product : target.getProduct()) {
      ParametersParameterComponent part = match.addPart().setName("product");
      part.addPart().setName("element").setValue(new UriType(product.getProperty()));
      part.addPart()
          .setName("concept")
          .setValue(new Coding().setSystem(product.getSystem()).setCode(product.getValue()));
    }
    if (target.hasComment()) {
      match.addPart().setName("message").setValue(new StringType(target.getComment()));
    }
    match
        .addPart()
        .setName("originMap")
        .setValue(
            new org.hl7.fhir.r4.model.CanonicalType(
                Canonical.text(map.getUrl(), map.getVersion())));
  }

  Parameters answer() {
    Parameters answer = new Parameters();
    answer.addParameter("result", new BooleanType(matched));
    if (!matched) {
      answer.addParameter("message", new StringType(TxMessages.text("NO_TRANSLATION")));
    }
    found.getParameter().forEach(answer::addParameter);
    return answer;
  }
}
