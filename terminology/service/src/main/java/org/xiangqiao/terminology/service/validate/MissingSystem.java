package org.xiangqiao.terminology.service.validate;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Why there is no code system to check a code against. */
record MissingSystem(TxContext context, String place) {

  TxException because(String url, String named) {
    String version = context.version(url, named);
    if (context.valueSet(url).isPresent()) {
      return TxException.verdict(wrong("Terminology_TX_System_ValueSet2", url), null);
    }
    Optional<CodeSystem> supplement = context.supplement(url);
    if (supplement.isPresent()) {
      String canonical = Canonical.text(url, supplement.get().getVersion());
      return TxException.verdict(wrong("CODESYSTEM_CS_NO_SUPPLEMENT", canonical), null);
    }
    Inquiry inquiry = new Inquiry(context, null, null);
    return TxException.verdict(
        inquiry.unknown(url, version, place), inquiry.unknownName(url, version));
  }

  private TxIssue wrong(String id, String canonical) {
    return TxIssue.error(
        IssueType.INVALID, Places.below(place, "system"), id, "invalid-data", canonical);
  }
}
