package org.xiangqiao.terminology.service.expand;

import org.hl7.fhir.r4.model.ValueSet;

/** The value set that an expansion is of, without its definition unless that is asked for. */
final class Header {

  private Header() {}

  static ValueSet of(ValueSet defined, boolean definition) {
    if (definition) {
      ValueSet whole = defined.copy();
      whole.setId((String) null);
      return whole;
    }
    ValueSet header = new ValueSet();
    header.setMeta(defined.getMeta());
    header.setLanguageElement(defined.getLanguageElement());
    header.setUrlElement(defined.getUrlElement());
    defined.getIdentifier().forEach(header::addIdentifier);
    header.setVersionElement(defined.getVersionElement());
    header.setNameElement(defined.getNameElement());
    header.setTitleElement(defined.getTitleElement());
    header.setStatusElement(defined.getStatusElement());
    header.setExperimentalElement(defined.getExperimentalElement());
    header.setDateElement(defined.getDateElement());
    defined.getJurisdiction().forEach(header::addJurisdiction);
    header.setImmutableElement(defined.getImmutableElement());
    return header;
  }
}
