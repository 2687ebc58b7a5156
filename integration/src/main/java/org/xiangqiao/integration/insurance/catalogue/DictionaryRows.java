package org.xiangqiao.integration.insurance.catalogue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages.Code;

/** Tables {@code insurance_dictionary} and {@code insurance_dictionary_code}. */
final class DictionaryRows {

  /** One that is not yet a code system's version. */
  record Unpublished(String name, long revision) {}

  private final JdbcTemplate jdbc;

  DictionaryRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** All codes of a dictionary in place of those that were there; joins the running transaction. */
  void replace(int tenantId, String name, Collection<Code> codes) {
    byte[] digest = digest(codes);
    int changed =
        jdbc.update(
            """
            insert into insurance_dictionary as d
              (tenant_id, name, revision, digest, codes, loaded_at)
            values (?, ?, nextval('insurance_dictionary_revision'), ?, ?, now())
            on conflict (tenant_id, name) do update
              set revision = excluded.revision, digest = excluded.digest, codes = excluded.codes,
                loaded_at = now()
              where d.digest <> excluded.digest
            """,
            tenantId,
            name,
            digest,
            codes.size());
    if (changed == 0) {
      return;
    }
    jdbc.update(
        "delete from insurance_dictionary_code where tenant_id = ? and dictionary = ?",
        tenantId,
        name);
    List<Object[]> rows = new ArrayList<>();
    for (Code code : codes) {
      rows.add(
          new Object[] {
            tenantId, name, code.code(), code.meaning(), code.parent(), rows.size() + 1
          });
    }
    jdbc.batchUpdate(
        "insert into insurance_dictionary_code"
            + " (tenant_id, dictionary, code, meaning, parent, ordinal)"
            + " values (?, ?, ?, ?, ?, ?)",
        rows);
  }

  List<Unpublished> unpublished(int tenantId) {
    return jdbc.query(
        "select name, revision from insurance_dictionary"
            + " where tenant_id = ? and published < revision order by name",
        (row, number) -> new Unpublished(row.getString(1), row.getLong(2)),
        tenantId);
  }

  List<Code> codes(int tenantId, String name) {
    return jdbc.query(
        "select code, meaning, parent from insurance_dictionary_code"
            + " where tenant_id = ? and dictionary = ? order by ordinal",
        (row, number) -> new Code(row.getString(1), row.getString(2), row.getString(3)),
        tenantId,
        name);
  }

  void published(int tenantId, Unpublished one) {
    jdbc.update(
        "update insurance_dictionary set published = ? where tenant_id = ? and name = ?",
        one.revision(),
        tenantId,
        one.name());
  }

  private static byte[] digest(Collection<Code> codes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Code code : codes) {
        String line = code.code() + "\t" + code.meaning() + "\t" + code.parent() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
