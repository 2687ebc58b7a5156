package org.xiangqiao.bench.engine.names;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Texts drawn as often as their weights say. */
final class WeightedTexts {

  private final TreeMap<Integer, String> byRunningSum = new TreeMap<>();
  private final int sum;

  /**
   * @param file beside this class: a text, a comma and its weight on each line
   */
  WeightedTexts(String file) throws IOException {
    int running = 0;
    try (InputStream in = WeightedTexts.class.getResourceAsStream(file)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.split("\n")) {
        if (!line.startsWith("#")) {
          String[] cells = line.split(",");
          running += Integer.parseInt(cells[1]);
          byRunningSum.put(running, cells[0]);
        }
      }
    }
    this.sum = running;
  }

  String draw(Random random) {
    Map.Entry<Integer, String> drawn = byRunningSum.higherEntry(random.nextInt(sum));
    return drawn.getValue();
  }
}
