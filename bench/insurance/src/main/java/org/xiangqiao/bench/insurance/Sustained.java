package org.xiangqiao.bench.insurance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fifty claims a second at fixed times, and how many are settled a second meanwhile. */
final class Sustained {

  private static final int A_SECOND = 50;

  /** Until answers come as fast as they ever will: this part of the time is not counted. */
  private static final double BEGINNING = 0.2;

  private final Scene scene;

  Sustained(Scene scene) {
    this.scene = scene;
  }

  Map<String, Object> measure(int calls) {
    long begin = System.nanoTime();
    List<Till.Answer> answers = Pace.at(A_SECOND, calls, one -> scene.settle());
    // What is offered ends then; answers that come later are not of the time that is counted.
    double end = (double) calls / A_SECOND;
    double from = BEGINNING * end;
    List<Till.Answer> settled = answers.stream().filter(Till.Answer::settled).toList();
    long inTime = settled.stream().filter(one -> since(begin, one) <= end).count();
    long before = settled.stream().filter(one -> since(begin, one) < from).count();
    Map<String, Object> sustained =
        new LinkedHashMap<>(new Figures(answers.stream().map(Till.Answer::millis).toList()).map());
    sustained.put("offered", answers.size());
    sustained.put("settled", settled.size());
    sustained.put("queued", answers.stream().filter(Till.Answer::queued).count());
    sustained.put("aSecond", (inTime - before) / (end - from));
    sustained.put("overSeconds", end - from);
    return sustained;
  }

  private static double since(long begin, Till.Answer answer) {
    return (answer.ended() - begin) / 1e9;
  }
}
