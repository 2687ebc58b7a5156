package org.xiangqiao.bench.oracle.write;

import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.bench.oracle.compare.Finding;
import org.xiangqiao.bench.oracle.compare.Verdict;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/**
 * Takes both servers through the same journeys. Each step is a case; a difference of effect ends
 * the journey, because what follows from it would only be told again.
 */
public final class JourneyComparison {

  private final FhirEndpoint ours;
  private final FhirEndpoint peer;

  public JourneyComparison(FhirEndpoint ours, FhirEndpoint peer) {
    this.ours = ours;
    this.peer = peer;
  }

  public List<Finding> compare(long seed, int journeys) {
    List<Finding> findings = new ArrayList<>();
    for (Journey journey : new Journeys(seed).generate(journeys)) {
      travel(journey, findings);
    }
    return findings;
  }

  private void travel(Journey journey, List<Finding> findings) {
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
        return;
      }
    }
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
