package org.xiangqiao.terminology.service.call;

import org.hl7.fhir.r4.model.ValueSet;

/**
 * A canonical address with or without a version (R4 references.html#canonical).
 *
 * @param version null for none
 */
public record Canonical(String url, String version) {

  public static Canonical of(String text) {
    int bar = text.indexOf('|');
    return bar < 0
        ? new Canonical(text, null)
        : new Canonical(text.substring(0, bar), text.substring(bar + 1));
  }

  public static String text(String url, String version) {
    return version == null || version.isEmpty() ? url : url + "|" + version;
  }

  /** Of a value set; by its id if it has no address, as one that is contained or sent along. */
  public static String name(ValueSet valueSet) {
    return valueSet.hasUrl()
        ? text(valueSet.getUrl(), valueSet.getVersion())
        : "#" + valueSet.getIdElement().getIdPart();
  }

  public String text() {
    return text(url, version);
  }
}
