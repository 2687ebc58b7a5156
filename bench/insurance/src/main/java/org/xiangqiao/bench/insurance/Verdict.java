package org.xiangqiao.bench.insurance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.simulators.insurance.Judge;

/** What the ledger of the platform's stand-in says of the whole run. */
final class Verdict {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Verdict() {}

  /** When nobody works on a case any more. */
  static Map<String, Object> of(Scene scene) throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (scene.books().open() > 0 && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    Judge judge = scene.platform().judge();
    List<String> booked = scene.books().booked();
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("open", scene.books().open());
    verdict.put("standing", judge.standing().size());
    verdict.put("doubles", judge.doubles().size());
    verdict.put("lost", judge.lost(booked).size());
    verdict.put("missing", judge.missing(booked).size());
    verdict.put("balances", judge.balances());
    return verdict;
  }
}
