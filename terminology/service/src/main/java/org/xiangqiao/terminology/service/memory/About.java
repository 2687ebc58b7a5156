package org.xiangqiao.terminology.service.memory;

import org.hl7.fhir.r4.model.CodeSystem;

/** A code system without its concepts, which may be very many. */
final class About {

  private About() {}

  static CodeSystem of(CodeSystem system) {
    CodeSystem about = new CodeSystem();
    about.setId(system.getIdElement());
    about.setMeta(system.getMeta());
    about.setLanguageElement(system.getLanguageElement());
    system.getExtension().forEach(about::addExtension);
    about.setUrlElement(system.getUrlElement());
    system.getIdentifier().forEach(about::addIdentifier);
    about.setVersionElement(system.getVersionElement());
    about.setNameElement(system.getNameElement());
    about.setTitleElement(system.getTitleElement());
    about.setStatusElement(system.getStatusElement());
    about.setExperimentalElement(system.getExperimentalElement());
    about.setDateElement(system.getDateElement());
    about.setPublisherElement(system.getPublisherElement());
    about.setDescriptionElement(system.getDescriptionElement());
    about.setCopyrightElement(system.getCopyrightElement());
    about.setCaseSensitiveElement(system.getCaseSensitiveElement());
    about.setValueSetElement(system.getValueSetElement());
    about.setHierarchyMeaningElement(system.getHierarchyMeaningElement());
    about.setCompositionalElement(system.getCompositionalElement());
    about.setVersionNeededElement(system.getVersionNeededElement());
    about.setContentElement(system.getContentElement());
    about.setSupplementsElement(system.getSupplementsElement());
    about.setCountElement(system.getCountElement());
    system.getFilter().forEach(about::addFilter);
    system.getProperty().forEach(about::addProperty);
    return about;
  }
}
