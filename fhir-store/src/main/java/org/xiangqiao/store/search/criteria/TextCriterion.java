package org.xiangqiao.store.search.criteria;

import java.util.List;
import org.xiangqiao.store.index.IndexValues;

/**
 * String parameters: any of the texts.
 *
 * @param parameter key of the index rows
 */
record TextCriterion(long parameter, Match match, List<Wanted> texts) implements Criterion {

  /** Longer than any text that begins with a prefix: the last code point, sorted bytewise. */
  static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  /** Rows of texts as they were written, nothing derived from them. */
  static final String WRITTEN = "s.exact <> " + IndexValues.StringValue.DERIVED;

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
        "exists (select 1 from index_string s where s.tenant_id = ? and s.parameter = ?"
            + " and s.rid = "
            + row.column("rid")
            + " and (",
        row.tenantId(),
        parameter);
    String or = "";
    for (Wanted text : texts) {
      sql.add(or);
      String folded = text.folded();
      switch (match) {
        case PREFIX -> sql.add("(s.folded >= ? and s.folded < ?)", folded, folded + LAST);
        case EXACT -> sql.add("(s.folded = ? and s.exact = ?)", folded, text.exact());
        case CONTAINS -> sql.add("(position(? in s.folded) > 0 and " + WRITTEN + ")", folded);
      }
      or = " or ";
    }
    sql.add("))");
  }
}
