package org.xiangqiao.bench.oracle.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xiangqiao.bench.oracle.compare.Finding;
import org.xiangqiao.bench.oracle.compare.Verdict;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/**
 * Takes both servers through the same journeys. Each step is a case; a difference of effect ends
 * the journey, because what follows from it would only be told again.
 */
public final class JourneyComparison {

  private static final int AT_A_TIME = 3;

  private final FhirEndpoint ours;
  private final FhirEndpoint peer;

  public JourneyComparison(FhirEndpoint ours, FhirEndpoint peer) {
    this.ours = ours;
    this.peer = peer;
  }

  /** A few journeys at a time; findings in the order of the journeys. */
  public List<Finding> compare(long seed, int journeys)
      throws InterruptedException, ExecutionException {
    ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<List<Finding>>> futures = new ArrayList<>();
      for (Journey journey : new Journeys(seed).generate(journeys)) {
        futures.add(workers.submit(() -> travel(journey)));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<List<Finding>> future : futures) {
        findings.addAll(future.get());
      }
      return findings;
    } finally {
      workers.shutdownNow();
    }
  }

  private List<Finding> travel(Journey journey) {
    List<Finding> findings = new ArrayList<>();
    Traveller ourTraveller = new Traveller(ours, journey.name() + "-");
    Traveller peerTraveller = new Traveller(peer, journey.name() + "-");
    for (int i = 0; i < journey.steps().size(); i++) {
      Step step = journey.steps().get(i);
      Traveller.Happening our = ourTraveller.take(step);
      Traveller.Happening their = peerTraveller.take(step);
      Verdict verdict = verdict(our, their);
      findings.add(
          new Finding(
              "write: " + step.feature(),
              journey.name() + " step " + i + " " + step.method() + " " + step.address(),
              verdict,
              List.of("ours: " + tell(our), "peer: " + tell(their))));
      boolean effectDiffers =
          (our.status() < 300) != (their.status() < 300)
              || verdict == Verdict.DIFFERENT_EFFECT && our.status() < 300;
      if (effectDiffers) {
        return findings;
      }
    }
    return findings;
  }

  private static Verdict verdict(Traveller.Happening our, Traveller.Happening their) {
    if (our.status() >= 500 && our.status() != 501) {
      return Verdict.OURS_BROKEN;
    }
    if (their.status() >= 500 && their.status() != 501) {
      return Verdict.PEER_BROKEN;
    }
    return our.equals(their) ? Verdict.EQUAL : Verdict.DIFFERENT_EFFECT;
  }

  private static String tell(Traveller.Happening happening) {
    String text = happening.status() + " " + String.join(" ; ", happening.lines());
    return text.substring(0, Math.min(700, text.length()));
  }
}
