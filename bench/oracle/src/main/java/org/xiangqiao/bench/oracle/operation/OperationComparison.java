package org.xiangqiao.bench.oracle.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.bench.oracle.compare.Finding;
import org.xiangqiao.bench.oracle.compare.Verdict;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** Sends both servers the calls of {@code operations.yaml}, one after the other. */
public final class OperationComparison {

  private static final int SHOWN = 40;

  private final FhirEndpoint ours;
  private final FhirEndpoint peer;

  public OperationComparison(FhirEndpoint ours, FhirEndpoint peer) {
    this.ours = ours;
    this.peer = peer;
  }

  /**
   * @param names what stands for a name in braces in the calls
   */
  public List<Finding> compare(Map<String, String> names) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Call call : Calls.read(names)) {
      Asked our = Asked.of(ours, call);
      Asked their = Asked.of(peer, call);
      findings.add(
          new Finding(
              "operation " + call.operation(),
              call.readable(),
              verdict(our, their),
              details(our, their)));
    }
    return findings;
  }

  private static Verdict verdict(Asked our, Asked their) {
    if (our.broken()) {
      return Verdict.OURS_BROKEN;
    }
    if (their.broken()) {
      return Verdict.PEER_BROKEN;
    }
    if (our.status() == their.status() && our.lines().equals(their.lines())) {
      return Verdict.EQUAL;
    }
    if (our.refused() != their.refused() && (our.lines().isEmpty() || their.lines().isEmpty())) {
      return our.refused() ? Verdict.OURS_REFUSED : Verdict.PEER_REFUSED;
    }
    return Verdict.DIFFERENT_EFFECT;
  }

  private static List<String> details(Asked our, Asked their) {
    Set<String> both = new TreeSet<>(our.lines());
    both.retainAll(their.lines());
    return List.of(
        "ours: " + our.status() + " " + our.problem(),
        "peer: " + their.status() + " " + their.problem(),
        "only ours: " + shown(our.lines(), both),
        "only peer: " + shown(their.lines(), both),
        "both: " + shown(both, Set.of()));
  }

  private static String shown(Set<String> lines, Set<String> without) {
    Set<String> only = new TreeSet<>(lines);
    only.removeAll(without);
    return only.size() + " " + only.stream().limit(SHOWN).toList();
  }
}
