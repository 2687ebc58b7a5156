package org.xiangqiao.bench.engine.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.bench.engine.ask.Scenario;
import org.xiangqiao.bench.engine.load.BulkExport;
import org.xiangqiao.bench.engine.load.HitsCheck;
import org.xiangqiao.bench.engine.load.Measure;
import org.xiangqiao.bench.engine.server.Servers;

/** Everything that a run has found so far. */
public final class Findings {

  /** Filling of a target. */
  public record Load(String target, long resources, double seconds) {}

  /**
   * Disk of a database.
   *
   * @param bytes more than when it was empty
   */
  public record Disk(String target, String when, long resources, long bytes) {}

  /** Memory of a process. */
  public record Resident(String target, String when, long mb) {}

  /** Transactions of updates or deletions. */
  public record Changed(String target, String what, long resources, double seconds) {}

  private final Map<String, Object> about = new LinkedHashMap<>();
  private final List<Scenario> scenarios;
  private final List<Servers.Start> starts = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final List<Resident> memory = new ArrayList<>();
  private final List<Changed> changes = new ArrayList<>();
  private final List<HitsCheck.Hits> hits = new ArrayList<>();
  private final List<BulkExport.Result> exports = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();
  private final Map<String, Object> tables = new LinkedHashMap<>();

  public Findings(List<Scenario> scenarios) {
    this.scenarios = scenarios;
  }

  public Map<String, Object> about() {
    return about;
  }

  public List<Scenario> scenarios() {
    return scenarios;
  }

  public List<Servers.Start> starts() {
    return starts;
  }

  public List<Load> loads() {
    return loads;
  }

  public List<Disk> disks() {
    return disks;
  }

  public List<Resident> memory() {
    return memory;
  }

  public List<Changed> changes() {
    return changes;
  }

  public List<HitsCheck.Hits> hits() {
    return hits;
  }

  public List<BulkExport.Result> exports() {
    return exports;
  }

  public List<Measure> measures() {
    return measures;
  }

  public Map<String, Object> tables() {
    return tables;
  }
}
