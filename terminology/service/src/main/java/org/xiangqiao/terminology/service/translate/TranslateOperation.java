package org.xiangqiao.terminology.service.translate;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.Switches;
import org.xiangqiao.terminology.service.call.VersionMatch;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/**
 * {@code ConceptMap/$translate}, forwards and in reverse (R4 conceptmap-operation-translate.html).
 */
public final class TranslateOperation {

  private final TerminologySource source;

  public TranslateOperation(TerminologySource source) {
    this.source = source;
  }

  /**
   * @throws TxException if there is no map to translate by
   */
  public Parameters translate(Parameters sent) {
    TranslationRequest request = TranslationRequest.of(sent);
    Matches matches = new Matches();
    for (Coding coding : request.codings()) {
      for (ConceptMap map : maps(sent, request, coding)) {
        if (request.reverse()) {
          matches.reverse(map, coding, request.otherSystem());
        } else {
          matches.forward(map, coding, request.otherSystem());
        }
      }
    }
    return matches.answer();
  }

  private List<ConceptMap> maps(Parameters sent, TranslationRequest request, Coding coding) {
    for (ParametersParameterComponent each : sent.getParameter()) {
      if ("conceptMap".equals(each.getName()) && each.getResource() instanceof ConceptMap map) {
        return List.of(map);
      }
    }
    String url = new Switches(sent).text("url");
    if (url != null) {
      return List.of(named(url, new Switches(sent).text("conceptMapVersion")));
    }
    List<ConceptMap> found = request.reverse() ? towards(request, coding) : from(request, coding);
    if (found.isEmpty()) {
      throw new TxException(404, TxIssue.error(IssueType.NOTFOUND, null, "NO_MAP", null));
    }
    return found;
  }

  private List<ConceptMap> from(TranslationRequest request, Coding coding) {
    String target = request.otherSystem() != null ? request.otherSystem() : request.otherScope();
    return source.conceptMapsFrom(coding.getSystem(), target);
  }

  private List<ConceptMap> towards(TranslationRequest request, Coding coding) {
    if (request.otherSystem() == null) {
      throw TxException.invalid(null, "NO_MAP_SYSTEM", null);
    }
    return source.conceptMapsFrom(request.otherSystem(), coding.getSystem());
  }

  private ConceptMap named(String url, String version) {
    Canonical asked = Canonical.of(url);
    String wanted = version == null ? asked.version() : version;
    return source.conceptMaps(asked.url()).stream()
        .filter(each -> VersionMatch.matches(wanted, each.getVersion()))
        .findFirst()
        .orElseThrow(
            () ->
                new TxException(
                    404, TxIssue.error(IssueType.NOTFOUND, null, "UNKNOWN_MAP", null, url)));
  }
}
