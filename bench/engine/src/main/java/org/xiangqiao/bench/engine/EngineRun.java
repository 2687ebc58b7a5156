package org.xiangqiao.bench.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.RawTables;
import org.xiangqiao.bench.engine.ask.Scenario;
import org.xiangqiao.bench.engine.ask.Scenarios;
import org.xiangqiao.bench.engine.corpus.Corpus;
import org.xiangqiao.bench.engine.load.BulkExport;
import org.xiangqiao.bench.engine.load.Cell;
import org.xiangqiao.bench.engine.load.Changes;
import org.xiangqiao.bench.engine.load.HitsCheck;
import org.xiangqiao.bench.engine.load.HttpTarget;
import org.xiangqiao.bench.engine.load.Loader;
import org.xiangqiao.bench.engine.load.Measure;
import org.xiangqiao.bench.engine.load.SqlTarget;
import org.xiangqiao.bench.engine.load.Target;
import org.xiangqiao.bench.engine.load.Warmth;
import org.xiangqiao.bench.engine.report.Findings;
import org.xiangqiao.bench.engine.report.Reports;
import org.xiangqiao.bench.engine.server.Servers;

/**
 * The whole run, in the order of {@link #run}. What is found so far is written after every step: a
 * run that is cut short is not lost.
 */
final class EngineRun {

  /** Copies that the measured writes make begin here: behind all that are loaded. */
  private static final long FIRST_SERIAL = 200_000;

  private static final int ABOUT = 100;

  private final EngineSettings settings;
  private final CompletableFuture<Corpus> coming;
  private final Servers servers;
  private final Path reports;
  private final List<Scenario> scenarios;
  private final Findings findings;
  private final AtomicLong serials = new AtomicLong(FIRST_SERIAL);
  private final HttpTarget ours;
  private final HttpTarget peer;
  private final SqlTarget raw;
  private final Map<String, Long> empties = new HashMap<>();
  private Corpus corpus;
  private int changed = -1;

  /**
   * @param coming the data, which may still be in the making
   */
  EngineRun(
      EngineSettings settings, CompletableFuture<Corpus> coming, Servers servers, Path reports) {
    this.settings = settings;
    this.coming = coming;
    this.servers = servers;
    this.reports = reports;
    this.scenarios = Scenarios.all().stream().filter(each -> settings.wants(each.id())).toList();
    this.findings = new Findings(scenarios);
    this.ours = servers.ours();
    this.peer = settings.peer() ? servers.peer() : null;
    this.raw = new SqlTarget(servers.database().url(Servers.OURS));
  }

  Findings run() throws Exception {
    about();
    if (settings.small()) {
      startTogether();
      corpus = coming.join();
    } else {
      corpus = coming.join();
      start();
    }
    memory("after start");
    RawTables.prepare(servers.database().url(Servers.OURS));
    save();
    // Questions are about all copies but the last, which gets the updates and deletions.
    int copies = Math.max(1, corpus.copiesFor(settings.resources()) - 1);
    fill(copies + 1);
    check(copies);
    warm(copies);
    long size = corpus.size(copies + 1);
    measure(copies, size, settings.clients(), everybody(), settings.rounds());
    memory("after load");
    export();
    change(copies);
    grow(copies);
    return findings;
  }

  private void about() throws Exception {
    Map<String, Object> about = findings.about();
    about.put("measuredAt", Instant.now().toString());
    about.putAll(Machine.describe());
    about.put("postgres", servers.database().version());
    about.put("postgresSettings", servers.database().about());
    about.put("settings", settings.toString());
    about.put(
        "ours", "-Xmx512m -XX:+UseSerialGC " + System.getProperty("bench.server.options", ""));
    about.put("peer", "HAPI FHIR JPA 8.8.0, stock settings, -Xmx2g");
  }

  /** Twice, one after the other: on an empty database and on tables that are there. */
  private void start() throws Exception {
    say("starting");
    findings.starts().add(servers.startOurs());
    if (settings.peer()) {
      findings.starts().add(servers.startPeer());
    }
    servers.stopOurs();
    if (settings.peer()) {
      servers.stopPeer();
    }
    findings.starts().add(servers.startOurs());
    if (settings.peer()) {
      findings.starts().add(servers.startPeer());
    }
  }

  /** To save time: the seconds are those of two starts at once. */
  private void startTogether() throws Exception {
    say("starting");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Servers.Start> other = settings.peer() ? thread.submit(servers::startPeer) : null;
      findings.starts().add(servers.startOurs());
      if (other != null) {
        findings.starts().add(other.get());
      }
    } finally {
      thread.shutdown();
    }
  }

  private void fill(int copies) throws Exception {
    for (HttpTarget target : https()) {
      String name = target.name();
      long empty = servers.database().size(name);
      say("filling " + name + " with " + corpus.size(copies));
      long begin = System.nanoTime();
      Loader loader = new Loader(target, corpus);
      loader.shared();
      loader.copies(0, copies);
      findings
          .loads()
          .add(new Findings.Load(name, corpus.size(copies), (System.nanoTime() - begin) / 1e9));
      servers.database().analyze(name);
      disk(name, "filled", corpus.size(copies), empty);
      empties.put(name, empty);
    }
    memory("after filling");
    save();
  }

  private void disk(String target, String when, long resources, long empty) throws Exception {
    long bytes = servers.database().size(target) - empty;
    findings.disks().add(new Findings.Disk(target, when, resources, bytes));
    findings.tables().put(target + ", " + when, servers.database().largest(target));
    say(target + " " + when + ": " + bytes / Math.max(1, resources) + " bytes a resource");
  }

  private void check(int copies) throws Exception {
    HitsCheck check = new HitsCheck(ours, peer, servers.database().url(Servers.OURS), corpus);
    for (Scenario scenario : scenarios) {
      if (!scenario.writes()) {
        HitsCheck.Hits hits = check.check(scenario, draws(scenario, copies, settings.seed()));
        findings.hits().add(hits);
        say(hits.toString());
      }
    }
    save();
  }

  private void warm(int copies) throws Exception {
    say("warming for " + settings.warmUp() + " s");
    List<Scenario> offered =
        scenarios.stream().filter(each -> https().stream().allMatch(t -> offers(t, each))).toList();
    Warmth.bring(
        https(),
        offered,
        settings.warmUp(),
        (scenario, client) -> draws(scenario, copies, System.nanoTime()));
  }

  /** Reading first: afterwards, who writes faster holds more. */
  private void measure(
      int copies, long size, List<Integer> clients, List<Target> targets, int rounds)
      throws Exception {
    for (boolean writes : new boolean[] {false, true}) {
      for (int round = 1; round <= rounds; round++) {
        for (int number : clients) {
          for (Scenario scenario : scenarios) {
            if (scenario.writes() == writes) {
              turn(scenario, copies, size, number, targets, round);
            }
          }
        }
        save();
      }
    }
  }

  /** Everybody once, beginning with another one each round. */
  private void turn(
      Scenario scenario, int copies, long size, int clients, List<Target> targets, int round)
      throws Exception {
    StringBuilder said = new StringBuilder(scenario.id() + " x" + clients + " #" + round + ":");
    for (int place = 0; place < targets.size(); place++) {
      Target target = targets.get((place + round - 1) % targets.size());
      if (!offers(target, scenario)) {
        continue;
      }
      int turn = round;
      Measure measure =
          new Cell(
                  scenario,
                  target,
                  client -> draws(scenario, copies, settings.seed() + turn * 1000L + client))
              .run(clients, settings.seconds(), size, round);
      findings.measures().add(measure);
      said.append(
          " %s %.0f/s (p95 %.1f ms%s)"
              .formatted(
                  target.name(),
                  measure.perSecond(),
                  measure.latencies().getValueAtPercentile(95) / 1000.0,
                  measure.failed() > 0 ? ", " + measure.failed() + " FAILED" : ""));
    }
    say(said.toString());
  }

  private boolean offers(Target target, Scenario scenario) {
    return findings.hits().stream()
        .filter(hits -> hits.scenario().equals(scenario.id()))
        .noneMatch(
            hits ->
                target.name().equals(Servers.OURS) && hits.ours() < 0
                    || target.name().equals(Servers.PEER) && hits.peer() < 0);
  }

  private void export() throws Exception {
    if (!settings.wants("export")) {
      return;
    }
    Duration patience = Duration.ofSeconds(settings.small() ? 20 : 300);
    for (HttpTarget target : settings.small() ? List.of(ours) : https()) {
      findings.exports().add(exported(target, patience));
      say(findings.exports().get(findings.exports().size() - 1).toString());
    }
    rawExport();
    save();
  }

  /** A failure is a finding: the rest of the run goes on. */
  private static BulkExport.Result exported(HttpTarget target, Duration patience)
      throws InterruptedException {
    try {
      return new BulkExport(target, patience).run();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      return new BulkExport.Result(target.name(), 0, 0, "failed: " + failed.getMessage());
    }
  }

  private void rawExport() throws Exception {
    long begin = System.nanoTime();
    try (RawTables tables = new RawTables(servers.database().url(Servers.OURS))) {
      long count = tables.export();
      findings
          .exports()
          .add(new BulkExport.Result("raw", count, (System.nanoTime() - begin) / 1e9, null));
    }
  }

  /** Two new versions of each Observation of the last copy, and deletions of the rest. */
  private void change(int copy) throws Exception {
    if (settings.small() || !settings.wants("changes")) {
      return;
    }
    changed = copy;
    Changes changes = new Changes(corpus, copy);
    for (HttpTarget target : https()) {
      Loader loader = new Loader(target, corpus);
      apply(target, loader, "updated", changes.updates("amended"));
      apply(target, loader, "updated again", changes.updates("corrected"));
      apply(target, loader, "deleted", changes.deletions());
      // Not comparable with "filled": what was measured in between has written too.
      disk(target.name(), "changed", 0, empties.get(target.name()));
      servers.database().analyze(target.name());
      disk(target.name(), "changed, vacuumed", 0, empties.get(target.name()));
    }
    measureChanged(copy);
    save();
  }

  private void apply(HttpTarget target, Loader loader, String what, List<String> bundles)
      throws Exception {
    long begin = System.nanoTime();
    long entries = 0;
    for (String bundle : bundles) {
      loader.store(bundle);
      entries += bundle.split("\"request\":", -1).length - 1L;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    findings.changes().add(new Findings.Changed(target.name(), what, entries, seconds));
    say(target.name() + " " + what + " " + entries + " in " + seconds + " s");
  }

  /** Reading ours again, in a table of its own: how much the changes cost. */
  private void measureChanged(int copies) throws Exception {
    long size = corpus.size(copies + 1) + 1;
    measure(copies, size, List.of(settings.main()), List.of(ours, raw), 1);
  }

  private void grow(int copies) throws Exception {
    int from = copies + 1;
    for (int resources : settings.growth()) {
      int to = corpus.copiesFor(resources);
      if (to <= from) {
        continue;
      }
      say("growing to " + corpus.size(to));
      long begin = System.nanoTime();
      new Loader(ours, corpus).copies(from, to);
      double seconds = (System.nanoTime() - begin) / 1e9;
      findings
          .loads()
          .add(new Findings.Load(Servers.OURS, corpus.size(to) - corpus.size(from), seconds));
      servers.database().analyze(Servers.OURS);
      disk(Servers.OURS, "grown", corpus.size(to), empties.get(Servers.OURS));
      measure(to, corpus.size(to), List.of(settings.main()), List.of(ours, raw), settings.rounds());
      memory("at " + corpus.size(to));
      if (settings.wants("export")) {
        findings.exports().add(exported(ours, Duration.ofMinutes(30)));
        rawExport();
      }
      save();
      from = to;
    }
  }

  private Draw.Source draws(Scenario scenario, int copies, long seed) {
    List<Integer> fitting =
        IntStream.range(0, corpus.records().size())
            .filter(record -> scenario.over().test(corpus.records().get(record)))
            .boxed()
            .toList();
    if (fitting.isEmpty()) {
      fitting =
          IntStream.range(0, corpus.records().size())
              .boxed()
              .sorted(
                  Comparator.comparingInt(
                      record -> Math.abs(corpus.records().get(record).size() - ABOUT)))
              .limit(2)
              .toList();
    }
    return new Draw.Source(
        corpus,
        copies,
        changed,
        fitting,
        seed * 31 + scenario.id().hashCode(),
        serials::getAndIncrement);
  }

  private List<HttpTarget> https() {
    return peer == null ? List.of(ours) : List.of(ours, peer);
  }

  private List<Target> everybody() {
    List<Target> all = new ArrayList<>(https());
    all.add(raw);
    return all;
  }

  private void memory(String when) throws IOException {
    for (HttpTarget target : https()) {
      findings
          .memory()
          .add(new Findings.Resident(target.name(), when, servers.residentMb(target.name())));
    }
  }

  private void save() throws IOException {
    new Reports().write(findings, reports);
  }

  private static void say(String what) {
    System.out.println(Instant.now().toString().substring(11, 19) + " " + what);
  }
}
