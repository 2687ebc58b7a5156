package org.xiangqiao.terminology.service.expand;

import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceDesignationComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.Concept.Property;
import org.xiangqiao.terminology.service.display.Name;
import org.xiangqiao.terminology.service.display.Names;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/** Writes one member of an expansion down, in the language that was asked for. */
final class ContainsWriter {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";
  private static final String LANGUAGES = "urn:ietf:bcp:47";

  /** Extensions that are handed on as they are. */
  private static final Set<String> FROM_SYSTEM =
      Set.of(
          BASE + "coding-sctdescid",
          BASE + "rendering-style",
          BASE + "rendering-xhtml",
          BASE + "codesystem-alternate");

  private static final Set<String> FROM_NAME =
      Set.of(
          BASE + "coding-sctdescid",
          BASE + "rendering-style",
          BASE + "rendering-xhtml",
          ConceptStatus.STANDARDS_STATUS,
          BASE + "codesystem-alternate");

  private static final Set<String> FROM_VALUE_SET =
      Set.of(
          BASE + "valueset-supplement",
          BASE + "valueset-deprecated",
          ConceptStatus.STANDARDS_STATUS,
          BASE + "valueset-concept-definition",
          BASE + "coding-sctdescid",
          BASE + "rendering-style",
          BASE + "rendering-xhtml");

  private final TxParameters parameters;
  private final ExpandSwitches switches;
  private final MemberKeys keys;
  private final String language;
  private final ExpansionProperties properties = new ExpansionProperties();

  /**
   * @param language of the value set, or null
   */
  ContainsWriter(
      TxParameters parameters, ExpandSwitches switches, MemberKeys keys, String language) {
    this.parameters = parameters;
    this.switches = switches;
    this.keys = keys;
    this.language = language;
  }

  ExpansionProperties properties() {
    return properties;
  }

  ValueSetExpansionContainsComponent write(Member member) {
    ValueSetExpansionContainsComponent contains = new ValueSetExpansionContainsComponent();
    contains.setSystem(member.url());
    if (keys.shown()) {
      contains.setVersion(member.version());
    }
    contains.setCode(member.listed() == null ? member.code() : member.listed().getCode());
    if (member.concept().abstractConcept()) {
      contains.setAbstract(true);
    }
    if (member.concept().inactive()) {
      contains.setInactive(true);
    }
    names(member, contains);
    extensions(member, contains);
    properties.always(member, contains);
    parameters.properties().forEach(code -> properties.asked(member, code, contains));
    return contains;
  }

  private void names(Member member, ValueSetExpansionContainsComponent contains) {
    Names names = Names.of(member.concept());
    if (member.listed() != null) {
      names.add(member.listed(), member.language());
    }
    Name shown = names.preferred(parameters.languages());
    if (shown != null) {
      contains.setDisplay(shown.value());
    }
    if (!switches.designations()) {
      return;
    }
    for (Name name : names.all()) {
      if (name != shown && wanted(name) && !redundant(name, contains.getDisplay())) {
        ConceptReferenceDesignationComponent designation = contains.addDesignation();
        designation.setLanguage(name.language()).setUse(name.use()).setValue(name.value());
        name.extensions().stream()
            .filter(each -> FROM_NAME.contains(each.getUrl()))
            .forEach(designation::addExtension);
      }
    }
  }

  private boolean wanted(Name name) {
    if (parameters.designations().isEmpty()) {
      return true;
    }
    for (String token : parameters.designations()) {
      String[] parts = token.split("\\|", 2);
      String code = parts.length > 1 ? parts[1] : parts[0];
      boolean byLanguage = parts[0].equals(LANGUAGES) && code.equals(name.language());
      boolean byUse =
          name.use() != null
              && parts[0].equals(name.use().getSystem())
              && code.equals(name.use().getCode());
      if (byLanguage || byUse) {
        return true;
      }
    }
    return false;
  }

  private boolean redundant(Name name, String display) {
    return name.language() == null
        && language == null
        && name.use() == null
        && name.value().equals(display);
  }

  private void extensions(Member member, ValueSetExpansionContainsComponent contains) {
    for (Property property : member.concept().properties()) {
      if (FROM_SYSTEM.contains(property.code())) {
        add(contains, property.code(), property.value());
      }
    }
    if (member.listed() != null) {
      for (Extension each : member.listed().getExtension()) {
        if (FROM_VALUE_SET.contains(each.getUrl())) {
          add(contains, each.getUrl(), each.getValue());
        }
      }
    }
  }

  private static void add(ValueSetExpansionContainsComponent contains, String url, Type value) {
    contains.addExtension(
        url, value instanceof CodeType code ? new CodeType(code.getCode()) : value);
  }
}
