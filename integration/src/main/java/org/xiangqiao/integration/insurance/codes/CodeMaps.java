package org.xiangqiao.integration.insurance.codes;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.codes.CodeKind;
import org.xiangqiao.mappings.insurance.codes.LocalCode;
import org.xiangqiao.mappings.insurance.codes.NationalCode;
import org.xiangqiao.mappings.insurance.codes.NationalCodes;

/**
 * What institutions have mapped, read for the codes of one bill at a time: one statement over a
 * primary key, so that nothing is kept that could be out of date on another node.
 */
public final class CodeMaps {

  private static final String FIND =
      """
      select c.kind, c.local, c.national, c.national_name
      from unnest(?::text[], ?::text[]) as w(kind, local)
        join insurance_code c on c.tenant_id = ? and c.institution = ?
          and c.kind = w.kind and c.local = w.local
      union all
      select 'diagnosis', null, null, null where exists (
        select from insurance_code where tenant_id = ? and institution = ? and kind = 'diagnosis')
      """;

  private final JdbcTemplate jdbc;

  public CodeMaps(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  NationalCodes find(int tenantId, String institution, Collection<LocalCode> wanted) {
    if (wanted.isEmpty()) {
      return NationalCodes.NONE;
    }
    List<LocalCode> codes = List.copyOf(wanted);
    Map<LocalCode, NationalCode> mapped = new HashMap<>();
    Set<CodeKind> kinds = EnumSet.noneOf(CodeKind.class);
    jdbc.query(
        FIND,
        row -> {
          CodeKind kind = CodeKind.of(row.getString(1)).orElseThrow();
          kinds.add(kind);
          if (row.getString(2) != null) {
            mapped.put(
                new LocalCode(kind, row.getString(2)),
                new NationalCode(row.getString(3), row.getString(4)));
          }
        },
        codes.stream().map(code -> code.kind().code()).toArray(String[]::new),
        codes.stream().map(LocalCode::code).toArray(String[]::new),
        tenantId,
        institution,
        tenantId,
        institution);
    return new NationalCodes(mapped, kinds);
  }
}
