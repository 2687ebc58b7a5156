package org.xiangqiao.integration.insurance.book;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Last digits of message ids (报文流水号), from one sequence for all nodes, within the range that an
 * institution leaves to this server.
 */
public class MessageNumbers {

  /** Of a prepared statement, which the database reads once. */
  private static final Object[] NO_VALUES = {};

  private final JdbcTemplate jdbc;

  public MessageNumbers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Not given again before as many others were as the range holds. */
  public int next(int first, int last) {
    Long number =
        jdbc.queryForObject("select nextval('insurance_message_number')", Long.class, NO_VALUES);
    return first + (int) (number % (last - first + 1));
  }
}
