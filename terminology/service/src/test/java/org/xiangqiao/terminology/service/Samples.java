package org.xiangqiao.terminology.service;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.ResourceSource;

/**
 * Small terminology that the tests share: diseases with a hierarchy, a retired and a group code.
 */
public final class Samples {

  public static final String SYSTEM = "https://example.org/diseases";

  private Samples() {}

  /** group (not selectable) over 高血压 and 糖尿病; below the first I11, by a property; old retired. */
  public static CodeSystem diseases() {
    CodeSystem system = new CodeSystem();
    system.setUrl(SYSTEM).setVersion("1.0.0").setName("Diseases").setCaseSensitive(true);
    system.setStatus(PublicationStatus.ACTIVE).setContent(CodeSystemContentMode.COMPLETE);
    system.addProperty().setCode("chapter");
    ConceptDefinitionComponent group = system.addConcept().setCode("group").setDisplay("慢性病");
    group.addProperty().setCode("notSelectable").setValue(new BooleanType(true));
    ConceptDefinitionComponent pressure =
        group.addConcept().setCode("I10").setDisplay("高血压").setDefinition("血压持续升高");
    pressure.addDesignation().setLanguage("en").setValue("Hypertension");
    pressure.addDesignation().setLanguage("zh-Latn").setValue("gxy");
    pressure.addProperty().setCode("chapter").setValue(new CodeType("IX"));
    group.addConcept().setCode("E11").setDisplay("糖尿病");
    system
        .addConcept()
        .setCode("I11")
        .setDisplay("高血压性心脏病")
        .addProperty()
        .setCode("parent")
        .setValue(new CodeType("I10"));
    system
        .addConcept()
        .setCode("old")
        .setDisplay("旧码")
        .addProperty()
        .setCode("status")
        .setValue(new CodeType("retired"));
    return system;
  }

  /** One code below the other, {@code c0} above all. */
  public static CodeSystem chain(int levels) {
    CodeSystem system = new CodeSystem();
    system.setUrl(SYSTEM).setStatus(PublicationStatus.ACTIVE);
    system.setContent(CodeSystemContentMode.COMPLETE);
    for (int i = 0; i < levels; i++) {
      ConceptDefinitionComponent concept = system.addConcept().setCode("c" + i);
      if (i > 0) {
        concept.addProperty().setCode("parent").setValue(new CodeType("c" + (i - 1)));
      }
    }
    return system;
  }

  public static ValueSet all(String url) {
    ValueSet valueSet = new ValueSet();
    valueSet.setUrl(url).setVersion("1").setStatus(PublicationStatus.ACTIVE);
    valueSet.getCompose().addInclude().setSystem(SYSTEM);
    return valueSet;
  }

  public static TerminologySource source(Resource... more) {
    List<Resource> resources = new java.util.ArrayList<>(List.of(more));
    resources.add(diseases());
    return new ResourceSource(resources);
  }

  /** Names and texts in turn. */
  public static Parameters asked(String... namesAndTexts) {
    Parameters asked = new Parameters();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      asked.addParameter(namesAndTexts[i], new StringType(namesAndTexts[i + 1]));
    }
    return asked;
  }

  public static String text(Parameters answer, String name) {
    return answer.getParameter().stream()
        .filter(each -> name.equals(each.getName()))
        .map(each -> each.getValue().primitiveValue())
        .findFirst()
        .orElse(null);
  }
}
