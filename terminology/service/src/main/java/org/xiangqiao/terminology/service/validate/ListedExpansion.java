package org.xiangqiao.terminology.service.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.CompositeSource;
import org.xiangqiao.terminology.service.memory.ResourceSource;

/**
 * A value set that has no definition but an expansion (R4 valueset.html#expansion): what it lists
 * is all there is of it. It is read as a definition that lists the same codes; of code systems that
 * nobody knows, the expansion is what is known.
 *
 * @param systems fragments of the code systems, as far as the expansion tells them
 */
record ListedExpansion(ValueSet valueSet, List<CodeSystem> systems) {

  static ListedExpansion of(ValueSet valueSet) {
    if (valueSet.hasCompose() || !valueSet.hasExpansion()) {
      return new ListedExpansion(valueSet, List.of());
    }
    Map<String, ConceptSetComponent> sets = new LinkedHashMap<>();
    Map<String, CodeSystem> systems = new LinkedHashMap<>();
    collect(valueSet.getExpansion().getContains(), sets, systems);
    ValueSet listing = valueSet.copy();
    listing.setExpansion(null);
    sets.values().forEach(each -> listing.getCompose().addInclude(each));
    return new ListedExpansion(listing, new ArrayList<>(systems.values()));
  }

  private static void collect(
      List<ValueSetExpansionContainsComponent> contains,
      Map<String, ConceptSetComponent> sets,
      Map<String, CodeSystem> systems) {
    for (ValueSetExpansionContainsComponent each : contains) {
      if (each.hasSystem() && each.hasCode() && !each.getAbstract()) {
        String canonical = Canonical.text(each.getSystem(), each.getVersion());
        list(each, sets.computeIfAbsent(canonical, key -> set(each)));
        define(each, systems.computeIfAbsent(canonical, key -> system(each)));
      }
      collect(each.getContains(), sets, systems);
    }
  }

  private static ConceptSetComponent set(ValueSetExpansionContainsComponent member) {
    return new ConceptSetComponent().setSystem(member.getSystem()).setVersion(member.getVersion());
  }

  private static void list(ValueSetExpansionContainsComponent member, ConceptSetComponent set) {
    ValueSet.ConceptReferenceComponent concept = set.addConcept().setCode(member.getCode());
    concept.setDisplay(member.getDisplay());
    member.getDesignation().forEach(concept::addDesignation);
  }

  private static CodeSystem system(ValueSetExpansionContainsComponent member) {
    CodeSystem system = new CodeSystem();
    system.setUrl(member.getSystem()).setVersion(member.getVersion());
    system.setStatus(PublicationStatus.ACTIVE).setContent(CodeSystemContentMode.FRAGMENT);
    return system;
  }

  private static void define(ValueSetExpansionContainsComponent member, CodeSystem system) {
    ConceptDefinitionComponent concept =
        system.addConcept().setCode(member.getCode()).setDisplay(member.getDisplay());
    if (member.getInactive()) {
      concept.addProperty().setCode("inactive").setValue(new BooleanType(true));
    }
  }

  /** The code systems of a source before what the expansion tells of them. */
  TerminologySource completing(TerminologySource source) {
    return systems.isEmpty()
        ? source
        : new CompositeSource(List.of(source, new ResourceSource(systems)));
  }
}
