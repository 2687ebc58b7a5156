package org.xiangqiao.bench.insurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** As many claims at once as the cap lets in, all held by the platform; what that costs others. */
final class Waiting {

  /** How long the platform keeps each of them. */
  static final Duration HELD = Duration.ofSeconds(45);

  private static final String FIRST_MESSAGE = "2201";
  private static final int READS_A_SECOND = 100;
  private static final int SAMPLES = 20;
  private static final long SAMPLE_MILLIS = 100;

  private final Scene scene;
  private final ServerProcess process;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  Waiting(Scene scene) {
    this.scene = scene;
    this.process = new ServerProcess(scene.node());
  }

  Map<String, Object> measure(int number, int reads) throws Exception {
    reads(reads);
    Figures alone = reads(reads);
    ServerProcess.Memory before = process.memory();
    connections("Before");
    scene.platform().faults(InsuranceFault.delay(Point.BEFORE, HELD).on(FIRST_MESSAGE));
    long others = registrations();
    List<CompletableFuture<Till.Answer>> held = new ArrayList<>();
    for (int one = 0; one < number; one++) {
      held.add(scene.settle());
    }
    long end = System.nanoTime() + HELD.toNanos() / 2;
    while (registrations() - others < number && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    figures.put("waiting", registrations() - others);
    connections("While");
    Figures beside = reads(reads);
    above();
    ServerProcess.Memory during = process.memory();
    figures.put("answeredMeanwhile", held.stream().filter(CompletableFuture::isDone).count());
    scene.platform().faults(List.of());
    figures.put("addedHeapMegabytes", during.heap() - before.heap());
    figures.put("addedResidentMegabytes", during.resident() - before.resident());
    figures.put("readsAlone", alone.map());
    figures.put("readsBeside", beside.map());
    figures.put("timesAlone", beside.at(0.99) / alone.at(0.99));
    figures.put(
        "settledAfterwards",
        held.stream().map(CompletableFuture::join).filter(Till.Answer::settled).count());
    return figures;
  }

  /** One claim more than the cap lets in. */
  private void above() {
    long sent = scene.platform().calls().size();
    Till.Answer above = scene.settle().join();
    figures.put("above", above.status());
    figures.put("retryAfter", above.retryAfter());
    figures.put("sentOfAbove", scene.platform().calls().size() - sent);
  }

  /** A connection that is held is in every sample: the fewest count, the others were at work. */
  private void connections(String when) throws Exception {
    LongSummaryStatistics busy = new LongSummaryStatistics();
    LongSummaryStatistics taken = new LongSummaryStatistics();
    for (int sample = 0; sample < SAMPLES; sample++) {
      busy.accept(scene.books().busyConnections());
      taken.accept(process.takenConnections());
      Thread.sleep(SAMPLE_MILLIS);
    }
    figures.put("connections" + when, fewestAndMost(busy));
    figures.put("takenFromPool" + when, fewestAndMost(taken));
  }

  private static Map<String, Object> fewestAndMost(LongSummaryStatistics samples) {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("fewest", samples.getMin());
    both.put("average", samples.getAverage());
    both.put("most", samples.getMax());
    return both;
  }

  private long registrations() {
    return scene.platform().callCounts().getOrDefault(FIRST_MESSAGE, 0L);
  }

  private Figures reads(int number) {
    return new Figures(
        Pace.at(READS_A_SECOND, number, one -> scene.read()).stream()
            .map(Till.Answer::millis)
            .toList());
  }
}
