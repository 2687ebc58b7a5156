package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * String parameters: any of the texts.
 *
 * @param parameters keys of the index rows
 */
record TextCriterion(List<Long> parameters, Match match, List<Wanted> texts) implements Criterion {

  /** Longer than any text that begins with a prefix: the last code point, sorted bytewise. */
  static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  /** How texts are compared. */
  enum Match {
    PREFIX,
    CONTAINS,
    EXACT
  }

  /**
   * @param exact keyed hash of the text as it was written
   */
  record Wanted(String folded, long exact) {}

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        "exists (select 1 from index_string s where s.tenant_id = ? and s.parameter "
            + (parameters.size() == 1 ? "= ?" : "in (?, ?)"),
        row.tenantId());
    sql.add("", parameters.toArray()).add(" and s.rid = " + row.column("rid") + " and (");
    String or = "";
    for (Wanted text : texts) {
      sql.add(or);
      String folded = text.folded();
      switch (match) {
        case PREFIX -> sql.add("(s.folded >= ? and s.folded < ?)", folded, folded + LAST);
        case EXACT -> sql.add("(s.folded = ? and s.exact = ?)", folded, text.exact());
        case CONTAINS -> sql.add("position(? in s.folded) > 0", folded);
      }
      or = " or ";
    }
    sql.add("))");
  }
}
