package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a settlement costs the machine, in processor time and statements: figures that do not depend
 * on what else the machine does, so that two versions can be compared on one that is not quiet.
 */
final class Cost {

  private static final int AT_ONCE = 16;
  private static final int A_SECOND = 5;

  private final Scene scene;
  private final Path folder;
  private final ServerProcess process;

  /**
   * @param folder of PostgreSQL's log
   */
  Cost(Scene scene, Path folder) {
    this.scene = scene;
    this.folder = folder;
    this.process = new ServerProcess(scene.node());
  }

  Map<String, Object> measure(int counted, int measured) throws Exception {
    StatementLog.Counted found =
        new StatementLog(scene.books(), folder)
            .during(() -> Pace.at(A_SECOND, counted, one -> scene.settle()));
    long server = process.processorMillis();
    long compilers = process.compilerMillis();
    Map<Long, Long> database = database();
    Pace.asAnswered(AT_ONCE, measured, one -> scene.settle());
    Map<String, Object> cost = new LinkedHashMap<>();
    cost.put("calls", measured);
    cost.put("statements", (double) found.statements() / counted);
    cost.put("transactions", (double) found.transactions() / counted);
    server = process.processorMillis() - server;
    compilers = process.compilerMillis() - compilers;
    cost.put("serverMillisOfEach", (server - compilers) / (double) measured);
    cost.put("compilerMillisOfEach", compilers / (double) measured);
    long worked = 0;
    for (Map.Entry<Long, Long> one : database().entrySet()) {
      worked += one.getValue() - database.getOrDefault(one.getKey(), 0L);
    }
    cost.put("databaseMillisOfEach", worked / (double) measured);
    return cost;
  }

  private Map<Long, Long> database() throws SQLException, IOException {
    Map<Long, Long> all = new TreeMap<>();
    for (long pid : scene.books().processes()) {
      all.put(pid, ServerProcess.processorMillis(Path.of("/proc", String.valueOf(pid), "stat")));
    }
    return all;
  }
}
