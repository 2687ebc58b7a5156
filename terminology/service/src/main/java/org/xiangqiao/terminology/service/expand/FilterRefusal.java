package org.xiangqiao.terminology.service.expand;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** Says which filter of which value set cannot be carried out, and why. */
public final class FilterRefusal {

  private static final int SHOWN = 100;

  private FilterRefusal() {}

  /**
   * @param status HTTP status where the code system does not know the filter
   * @param place FHIRPath of the filter
   */
  public static TxException of(
      int status,
      UnsupportedFilterException why,
      String place,
      ValueSet valueSet,
      CodeSystemContent system) {
    Filter filter = why.filter();
    if (why.reason() != null) {
      return TxException.invalid(
          place,
          "FILTER_REGEX",
          "vs-invalid",
          Canonical.name(valueSet),
          filter.property(),
          filter.op(),
          shown(filter.value()),
          system.about().getUrl(),
          why.reason());
    }
    return new TxException(
        status,
        TxIssue.error(
            IssueType.NOTSUPPORTED,
            place,
            "FILTER_NOT_UNDERSTOOD",
            "vs-invalid",
            filter.property(),
            filter.op(),
            filter.value(),
            valueSet.getUrl(),
            system.about().getUrl()));
  }

  private static String shown(String value) {
    return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
  }
}
