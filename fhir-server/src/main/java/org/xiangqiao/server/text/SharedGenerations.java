package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.List;
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
  private boolean held;

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
    return number("generation");
  }

  /** Each number is given once: a node that lost its lease writes where nobody reads. */
  @Override
  public int next() {
    List<Integer> given =
        jdbc.queryForList(
            "update text_index set newest = greatest(newest, generation) + 1"
                + " where name = ? and owner = ? returning newest",
            Integer.class,
            name,
            self);
    return given.stream().findFirst().orElseThrow(this::lost);
  }

  /** After a database was restored, the cluster may have what came later in its former life. */
  @Override
  public boolean mayBeLeft(int generation) {
    return true;
  }

  @Override
  public int unfinished() {
    return number("case when newest > generation then newest else 0 end");
  }

  @Override
  public int former() {
    return number("former");
  }

  @Override
  public void switchTo(int generation) {
    int switched =
        jdbc.update(
            "update text_index set former = generation, generation = ?"
                + " where name = ? and owner = ?",
            generation,
            name,
            self);
    if (switched == 0) {
      throw lost();
    }
  }

  private int number(String column) {
    return jdbc
        .queryForList("select " + column + " from text_index where name = ?", Integer.class, name)
        .stream()
        .findFirst()
        .orElse(0);
  }

  private IllegalStateException lost() {
    return new IllegalStateException("another node feeds the index " + name + " now");
  }

  /**
   * Who has lost the lease is told so once, even if it is free again: another may have dropped what
   * he has open.
   */
  @Override
  public boolean mayWrite() {
    if (held) {
      held = renew("owner = ?");
      return held;
    }
    jdbc.update(
        "insert into text_index (name, generation) values (?, 0) on conflict do nothing", name);
    held = renew("(owner = ? or lease_until < now())");
    return held;
  }

  private boolean renew(String condition) {
    return jdbc.update(
            "update text_index set owner = ?, lease_until = now() + make_interval(secs => ?)"
                + " where name = ? and "
                + condition,
            self,
            lease.toSeconds(),
            name,
            self)
        == 1;
  }

  @Override
  public boolean isFed() {
    return number("case when lease_until > now() then 1 else 0 end") == 1;
  }

  /** It was dropped in the cluster before it was closed. */
  @Override
  public void remove(int generation) {
    jdbc.update("update text_index set former = 0 where name = ? and former = ?", name, generation);
  }

  @Override
  public void removeOthers() {
    // There are no others: each is dropped by its number.
  }
}
