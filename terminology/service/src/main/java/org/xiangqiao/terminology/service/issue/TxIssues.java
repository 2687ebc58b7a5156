package org.xiangqiao.terminology.service.issue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;

/** Issues in the order in which they were found, each thing said once. */
public final class TxIssues {

  private record Key(IssueSeverity severity, String place, String id, String text) {}

  private final Map<Key, TxIssue> issues = new LinkedHashMap<>();

  public void add(TxIssue issue) {
    issues.putIfAbsent(new Key(issue.severity(), issue.place(), issue.id(), issue.text()), issue);
  }

  public boolean isEmpty() {
    return issues.isEmpty();
  }

  public boolean hasErrors() {
    return issues.values().stream().anyMatch(each -> each.severity() == IssueSeverity.ERROR);
  }

  public List<TxIssue> all() {
    return List.copyOf(issues.values());
  }

  public List<String> errorTexts() {
    List<String> texts = new ArrayList<>();
    for (TxIssue issue : issues.values()) {
      if (issue.severity() == IssueSeverity.ERROR) {
        texts.add(issue.text());
      }
    }
    return texts;
  }

  public OperationOutcome outcome() {
    OperationOutcome outcome = new OperationOutcome();
    issues.values().forEach(each -> outcome.addIssue(each.component()));
    return outcome;
  }
}
