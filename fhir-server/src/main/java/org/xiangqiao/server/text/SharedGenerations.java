package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Generations in a cluster that all nodes share; the database says which is read and who writes.
 */
final class SharedGenerations implements Generations {

  private final JdbcTemplate jdbc;
  private final String name;
  private final Duration lease;
  private final UUID self = UUID.randomUUID();

  /**
   * @param lease how long the writer may be silent before another takes over
   */
  SharedGenerations(JdbcTemplate jdbc, String name, Duration lease) {
    this.jdbc = jdbc;
    this.name = name;
    this.lease = lease;
  }

  @Override
  public int current() {
    return jdbc
        .queryForList("select generation from text_index where name = ?", Integer.class, name)
        .stream()
        .findFirst()
        .orElse(0);
  }

  /** One before it may be half-built by a node that is gone; its name is used again, emptied. */
  @Override
  public int next() {
    return current() + 1;
  }

  @Override
  public boolean mayBeLeft(int generation) {
    return true;
  }

  @Override
  public void switchTo(int generation) {
    jdbc.update(
        "update text_index set generation = ? where name = ? and owner = ?",
        generation,
        name,
        self);
  }

  @Override
  public boolean mayWrite() {
    jdbc.update(
        "insert into text_index (name, generation) values (?, 0) on conflict do nothing", name);
    return jdbc.update(
            "update text_index set owner = ?, lease_until = now() + make_interval(secs => ?)"
                + " where name = ? and (owner = ? or lease_until < now())",
            self,
            lease.toSeconds(),
            name,
            self)
        == 1;
  }

  @Override
  public void remove(int generation) {
    // Dropped in the cluster before it was closed.
  }

  @Override
  public void removeOthers() {
    // The next one is emptied before it is used.
  }
}
