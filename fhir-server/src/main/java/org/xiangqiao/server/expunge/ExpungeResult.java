package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** What a call has erased so far; belongs to one thread. */
final class ExpungeResult {

  private int count;
  private boolean more;
  private final Map<String, Integer> besides = new TreeMap<>();

  void erased(int versions) {
    count += versions;
  }

  void besides(Map<String, Integer> kinds) {
    kinds.forEach((kind, number) -> besides.merge(kind, number, Integer::sum));
  }

  void more(boolean left) {
    more = left;
  }

  boolean more() {
    return more;
  }

  int count() {
    return count;
  }

  /**
   * @param residue tables whose files may still hold bytes of what was erased
   */
  Parameters parameters(boolean dryRun, List<String> residue) {
    Parameters answer = new Parameters();
    answer.addParameter("count", new IntegerType(count));
    answer.addParameter("more", new BooleanType(more));
    answer.addParameter("dryRun", new BooleanType(dryRun));
    if (!besides.isEmpty()) {
      ParametersParameterComponent part = answer.addParameter().setName("besides");
      besides.forEach(
          (kind, number) -> part.addPart().setName(kind).setValue(new IntegerType(number)));
    }
    residue.forEach(relation -> answer.addParameter("residue", new StringType(relation)));
    return answer;
  }
}
