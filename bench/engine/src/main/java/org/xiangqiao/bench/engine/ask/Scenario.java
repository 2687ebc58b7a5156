package org.xiangqiao.bench.engine.ask;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.xiangqiao.bench.engine.corpus.PatientRecord;

/**
 * One line of the table.
 *
 * @param writes whether it changes what is stored
 * @param items resources that one request writes, else 1: rates count these
 * @param over records it may be about
 * @param http as it is sent to both servers
 * @param sql the same against this server's tables
 */
public record Scenario(
    String id,
    String title,
    boolean writes,
    int items,
    Predicate<PatientRecord> over,
    Function<Draw, Question> http,
    InSql sql) {

  /** Reads every row it finds to its end. */
  @FunctionalInterface
  public interface InSql {
    /**
     * @return number of matches
     */
    long ask(RawTables tables, Draw draw) throws SQLException;
  }

  public String unit() {
    return items > 1 ? "resources/s" : "requests/s";
  }
}
