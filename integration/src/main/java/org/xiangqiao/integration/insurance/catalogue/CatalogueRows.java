package org.xiangqiao.integration.insurance.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages.Entry;

/** Table {@code insurance_catalogue_row}: the newest of each code of a catalogue. */
final class CatalogueRows {

  private static final int PAGE = 1_000;

  private static final String PUT =
      """
      insert into insurance_catalogue_row as r
        (tenant_id, catalogue, code, display, valid, fields, updated_at)
      values (?, ?, ?, ?, ?, ?::jsonb, ?)
      on conflict (tenant_id, catalogue, code) do update
        set display = excluded.display, valid = excluded.valid, fields = excluded.fields,
          updated_at = excluded.updated_at
        where r.updated_at <= excluded.updated_at
          and (r.display, r.valid, r.fields)
            is distinct from (excluded.display, excluded.valid, excluded.fields)
      """;

  private final JdbcTemplate jdbc;
  private final ObjectMapper json = new ObjectMapper();

  CatalogueRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is newer replaces what was there; joins the running transaction.
   *
   * @return how many rows are new or other than they were
   */
  int put(int tenantId, String catalogue, List<Entry> entries) {
    List<Object[]> rows = new ArrayList<>();
    for (Entry entry : entries) {
      rows.add(
          new Object[] {
            tenantId,
            catalogue,
            entry.code(),
            entry.display(),
            entry.valid(),
            text(entry.fields()),
            entry.updated()
          });
    }
    return Arrays.stream(jdbc.batchUpdate(PUT, rows)).sum();
  }

  /** All rows in the order of their codes, page by page. */
  void write(int tenantId, CatalogueDefinition catalogue, CSVPrinter csv) throws IOException {
    List<String> keys =
        catalogue.keys().stream()
            .filter(key -> !key.equals(catalogue.code()) && !key.equals("vali_flag"))
            .toList();
    List<String> header = new ArrayList<>(List.of("code", "display", "vali_flag"));
    header.addAll(keys);
    csv.printRecord(header);
    String[] last = {""};
    int written = PAGE;
    while (written == PAGE) {
      int[] count = {0};
      jdbc.query(
          "select code, display, valid, fields from insurance_catalogue_row"
              + " where tenant_id = ? and catalogue = ? and code > ? order by code limit ?",
          row -> {
            last[0] = row.getString(1);
            count[0]++;
            List<String> cells = new ArrayList<>();
            cells.add(row.getString(1));
            cells.add(row.getString(2));
            cells.add(row.getBoolean(3) ? "1" : "0");
            Map<String, String> fields = fields(row.getString(4));
            keys.forEach(key -> cells.add(fields.get(key)));
            print(csv, cells);
          },
          tenantId,
          catalogue.infno(),
          last[0],
          PAGE);
      written = count[0];
    }
  }

  boolean any(int tenantId, String catalogue) {
    return !jdbc.queryForList(
            "select 1 from insurance_catalogue_row where tenant_id = ? and catalogue = ? limit 1",
            Integer.class,
            tenantId,
            catalogue)
        .isEmpty();
  }

  private static void print(CSVPrinter csv, List<String> cells) {
    try {
      csv.printRecord(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Map<String, String> fields) {
    try {
      return json.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, String> fields(String text) {
    try {
      return json.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("fields of a catalogue", broken);
    }
  }
}
