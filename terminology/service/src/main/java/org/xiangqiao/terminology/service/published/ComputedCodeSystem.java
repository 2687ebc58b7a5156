package org.xiangqiao.terminology.service.published;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport.LookupCodeResult;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.issue.TxException;

/**
 * A code system with a grammar in place of a list: languages (BCP 47), media types (BCP 13), units
 * (UCUM). Codes can be checked, not enumerated.
 */
final class ComputedCodeSystem implements CodeSystemContent {

  private static final String UCUM = "http://unitsofmeasure.org";

  private static final Map<String, String> NAMES =
      Map.of("urn:ietf:bcp:47", "Languages", "urn:ietf:bcp:13", "MediaTypes", UCUM, "UCUM");

  /** Whatever is longer is none of them; the parsers go down a level with each bracket. */
  private static final int LONGEST = 255;

  private final Function<String, Optional<Concept>> known;
  private final CodeSystem about;

  private ComputedCodeSystem(Function<String, Optional<Concept>> known, String url, String name) {
    this.known = known;
    this.about = new CodeSystem();
    about.setUrl(url);
    about.setName(name);
    about.setStatus(PublicationStatus.ACTIVE);
    about.setCaseSensitive(true);
    about.setContent(CodeSystemContentMode.COMPLETE);
  }

  static Map<String, CodeSystemContent> all(FhirContext context) {
    CommonCodeSystemsTerminologyService service = new CommonCodeSystemsTerminologyService(context);
    Map<String, CodeSystemContent> all = new LinkedHashMap<>();
    Units units = new Units();
    NAMES.forEach(
        (url, name) -> {
          Function<String, Optional<Concept>> known =
              url.equals(UCUM)
                  ? code -> units.display(code).map(display -> concept(code, display))
                  : code -> looked(service, url, code);
          all.put(url, new ComputedCodeSystem(known, url, name));
        });
    return Map.copyOf(all);
  }

  private static Optional<Concept> looked(
      CommonCodeSystemsTerminologyService service, String url, String code) {
    LookupCodeResult found =
        service.lookupCode(new ValidationSupportContext(service), new LookupCodeRequest(url, code));
    return found == null || !found.isFound()
        ? Optional.empty()
        : Optional.of(concept(code, found.getCodeDisplay()));
  }

  private static Concept concept(String code, String display) {
    return new Concept(code, display, null, null, false, false, List.of(), List.of(), List.of());
  }

  @Override
  public CodeSystem about() {
    return about;
  }

  @Override
  public Optional<Concept> find(String code) {
    if (code == null || code.isEmpty() || code.length() > LONGEST) {
      return Optional.empty();
    }
    return known.apply(code);
  }

  @Override
  public Map<String, Concept> find(Collection<String> codes) {
    Map<String, Concept> found = new LinkedHashMap<>();
    codes.forEach(code -> find(code).ifPresent(concept -> found.put(code, concept)));
    return found;
  }

  @Override
  public boolean subsumes(String ancestor, String descendant) {
    return false;
  }

  @Override
  public Set<String> children(String code) {
    return Set.of();
  }

  @Override
  public int size() {
    return Integer.MAX_VALUE;
  }

  @Override
  public ConceptPage concepts(ConceptQuery query) {
    throw TxException.tooCostly("GRAMMAR", about.getUrl());
  }
}
