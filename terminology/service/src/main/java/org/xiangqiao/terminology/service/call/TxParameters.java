package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.issue.TxException;

/**
 * What a caller asks beside the code or value set itself (R4 valueset-operation-expand.html, and
 * the parameters that terminology servers have in common).
 *
 * @param displayLanguages as a parameter or named by the value set; null for none
 * @param httpLanguages by Accept-Language, or the language of the value set; null for none
 * @param designations which of them an expansion gives; empty for all
 */
public record TxParameters(
    Switches switches,
    List<VersionRule> versions,
    List<String> supplements,
    List<String> properties,
    List<String> designations,
    LanguageList displayLanguages,
    LanguageList httpLanguages,
    boolean validating) {

  private static final List<String> RULES =
      List.of(
          "system-version",
          "check-system-version",
          "force-system-version",
          "default-valueset-version",
          "check-valueset-version",
          "force-valueset-version");
  private static final String EXPANSION_PARAMETER = "valueset-expansion-parameter";

  public TxParameters {
    versions = List.copyOf(versions);
    supplements = List.copyOf(supplements);
    properties = List.copyOf(properties);
    designations = List.copyOf(designations);
  }

  /**
   * @param acceptLanguage the request's header, or null
   * @param validating whether other languages than the wanted ones are of no use
   */
  public static TxParameters of(Parameters sent, String acceptLanguage, boolean validating) {
    Switches switches = new Switches(sent);
    List<VersionRule> rules = new ArrayList<>();
    RULES.forEach(
        name -> switches.texts(name).forEach(text -> rules.add(VersionRule.of(name, text))));
    return new TxParameters(
        switches,
        rules,
        switches.texts("useSupplement"),
        switches.texts("property"),
        switches.texts("designation"),
        languages(switches.text("displayLanguage"), validating),
        header(acceptLanguage, validating),
        validating);
  }

  private static LanguageList languages(String text, boolean validating) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return LanguageList.of(text, !validating);
    } catch (IllformedLocaleException unknown) {
      throw new TxException(
          400,
          org.xiangqiao.terminology.service.issue.TxIssue.error(
              org.hl7.fhir.r4.model.OperationOutcome.IssueType.PROCESSING,
              null,
              "INVALID_DISPLAY_NAME",
              "invalid-display",
              text));
    }
  }

  /** A header that cannot be understood says nothing. */
  private static LanguageList header(String text, boolean validating) {
    try {
      return text == null || text.isBlank() ? null : LanguageList.of(text, !validating);
    } catch (IllformedLocaleException unknown) {
      return null;
    }
  }

  /** With what the value set says where the caller says nothing. */
  public TxParameters seeing(ValueSet valueSet) {
    LanguageList display = displayLanguages;
    List<String> shown = new ArrayList<>(designations);
    for (Extension extension : valueSet.getCompose().getExtension()) {
      if (extension.hasUrl() && extension.getUrl().endsWith(EXPANSION_PARAMETER)) {
        String name = part(extension, "name");
        String value = part(extension, "value");
        if ("displayLanguage".equals(name) && display == null) {
          display = languages(value, validating);
        } else if ("designation".equals(name) && value != null) {
          shown.add(value);
        }
      }
    }
    LanguageList http =
        httpLanguages == null && valueSet.hasLanguage()
            ? languages(valueSet.getLanguage(), validating)
            : httpLanguages;
    return new TxParameters(
        switches, versions, supplements, properties, shown, display, http, validating);
  }

  private static String part(Extension extension, String name) {
    Extension part = extension.getExtensionByUrl(name);
    return part == null || part.getValue() == null ? null : part.getValue().primitiveValue();
  }

  /** Null when anything will do. */
  public LanguageList languages() {
    return displayLanguages != null ? displayLanguages : httpLanguages;
  }

  public String languageSummary() {
    return languages() == null ? "--" : languages().summary();
  }
}
