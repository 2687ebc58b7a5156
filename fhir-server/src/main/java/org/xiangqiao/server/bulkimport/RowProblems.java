package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.StringType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.server.bulkimport.ImportProgress.Left;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.WithoutMessage;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** Finds out which rows a refusal of the store means, and says so. */
final class RowProblems {

  private static final Logger LOG = LoggerFactory.getLogger(RowProblems.class);
  private static final Pattern ENTRY =
      Pattern.compile("Bundle\\.entry\\[(\\d+)](?:\\.resource)?\\.?(.*)");
  private static final String TO_NOTHING = "reference-to-nothing";

  private final OperationOutcomes outcomes;
  private final FhirContext fhir;

  RowProblems(OperationOutcomes outcomes, FhirContext fhir) {
    this.outcomes = outcomes;
    this.fhir = fhir;
  }

  /** Problems by the row that they are about; empty unless each has one. */
  static Map<Integer, List<StoreProblem>> wrong(RuntimeException failure, List<ImportRow> good) {
    Map<Integer, List<StoreProblem>> wrong = new TreeMap<>();
    if (!(failure instanceof StoreException refusal)
        || refusal.kind() == StoreProblem.Kind.TIMEOUT) {
      return wrong;
    }
    for (StoreProblem problem : refusal.problems()) {
      Matcher place = ENTRY.matcher(problem.location());
      boolean placed = good.size() > 1 && place.matches();
      int index = placed ? Integer.parseInt(place.group(1)) : 0;
      if (!placed && good.size() > 1 || index >= good.size()) {
        return Map.of();
      }
      String path = placed ? place.group(2) : problem.location();
      String type = good.get(index).resource().fhirType();
      String location = path.isEmpty() ? type : path.startsWith(type) ? path : type + "." + path;
      wrong.computeIfAbsent(index, row -> new ArrayList<>()).add(problem.at(location));
    }
    return wrong;
  }

  static boolean referToNothing(List<StoreProblem> problems) {
    return problems.stream().allMatch(problem -> problem.key().equals(TO_NOTHING));
  }

  List<Fault> faults(ImportJob job, RuntimeException failure) {
    if (failure instanceof StoreException) {
      return outcomes.faults(failure, job.id().toString());
    }
    LOG.error("job {}: a row could not be loaded", job.id(), WithoutMessage.of(failure));
    return List.of(ImportFaults.of(500, IssueType.EXCEPTION, "import-row-failed", ""));
  }

  Left left(ImportRow row, List<Fault> faults) {
    OperationOutcome outcome = outcomes.outcome(faults, Locale.ENGLISH);
    outcome
        .getIssue()
        .forEach(
            issue ->
                issue
                    .getLocation()
                    .add(
                        0, new StringType("input[" + row.number() + "].line[" + row.line() + "]")));
    return new Left(row.place(), fhir.newJsonParser().encodeResourceToString(outcome));
  }
}
