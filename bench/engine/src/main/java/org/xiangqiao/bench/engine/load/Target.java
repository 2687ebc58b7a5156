package org.xiangqiao.bench.engine.load;

import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.Scenario;

/** Whom is asked. */
public interface Target {

  /** {@code ours}, {@code peer} or {@code raw}. */
  String name();

  /** A connection of one client. */
  Client connect() throws Exception;

  /** Asks one question after the other. */
  interface Client extends AutoCloseable {

    /**
     * @return whether it was answered with success, to its end
     */
    boolean ask(Scenario scenario, Draw draw) throws Exception;

    @Override
    void close() throws Exception;
  }
}
