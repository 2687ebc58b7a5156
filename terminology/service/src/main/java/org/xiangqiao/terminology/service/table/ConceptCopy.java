package org.xiangqiao.terminology.service.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes concepts by PostgreSQL's COPY, in the transaction that is open. */
public final class ConceptCopy {

  private static final String COPY =
      "copy code_concept (version_key, ordinal, code, display, definition, inactive, abstract,"
          + " parents, designations, properties, words) from stdin";

  private final JdbcTemplate jdbc;
  private final ConceptJson json = new ConceptJson();

  public ConceptCopy(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void write(long versionKey, List<ConceptRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(rows.size() * 200);
    for (ConceptRow row : rows) {
      var concept = row.concept();
      text.append(versionKey).append('\t').append(row.ordinal());
      cell(text, concept.code());
      cell(text, concept.display());
      cell(text, concept.definition());
      cell(text, concept.inactive() ? "t" : "f");
      cell(text, concept.abstractConcept() ? "t" : "f");
      cell(text, array(concept.parents()));
      cell(text, json.designations(concept.designations()));
      cell(text, json.properties(concept.properties()));
      cell(text, row.words());
      text.append('\n');
    }
    jdbc.execute(
        (ConnectionCallback<Long>)
            connection -> {
              try {
                return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(COPY, new StringReader(text.toString()));
              } catch (IOException lost) {
                throw new UncheckedIOException(lost);
              }
            });
  }

  private static void cell(StringBuilder text, String value) {
    text.append('\t');
    if (value == null) {
      text.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(each);
      }
    }
  }

  private static String array(List<String> values) {
    StringBuilder array = new StringBuilder("{");
    for (String value : values) {
      array.append(array.length() > 1 ? "," : "").append('"');
      array.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return array.append('}').toString();
  }
}
