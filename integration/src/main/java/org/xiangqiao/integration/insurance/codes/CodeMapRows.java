package org.xiangqiao.integration.insurance.codes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.ConceptMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.codes.CodeKind;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource;
import org.xiangqiao.mappings.insurance.codes.CodeMapping;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/**
 * Keeps the rows of each institution's ConceptMaps as a table, in the transaction that stores them,
 * whoever stores them; of items also what is to be told to the platform.
 */
public final class CodeMapRows implements WriteParticipant {

  private static final String GONE =
      "delete from insurance_code where tenant_id = ? and institution = ? and kind = ?"
          + " and local <> all(?)";

  private static final String PUT =
      """
      insert into insurance_code as c
        (tenant_id, institution, kind, local, local_name, national, national_name, more)
      select ?, ?, ?, r.local, r.local_name, r.national, r.national_name, r.more::jsonb
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as r(local, local_name, national, national_name, more)
      on conflict (tenant_id, institution, kind, local) do update
        set local_name = excluded.local_name, national = excluded.national,
          national_name = excluded.national_name, more = excluded.more
        where (c.local_name, c.national, c.national_name, c.more)
          is distinct from
          (excluded.local_name, excluded.national, excluded.national_name, excluded.more)
      """;

  private final JdbcTemplate jdbc;
  private final ObjectMapper json = new ObjectMapper();

  public CodeMapRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change change : changes) {
      if (change.type().equals("ConceptMap") && change.effect() != WriteOutcome.Effect.UNCHANGED) {
        CodeMapResource.key(change.id())
            .ifPresent(key -> keep(caller.tenantId(), key, (ConceptMap) change.resource()));
      }
    }
  }

  private void keep(int tenantId, CodeMapResource.Key key, ConceptMap map) {
    List<CodeMapping> rows = map == null ? List.of() : CodeMapResource.rows(map);
    String kind = key.kind().code();
    String[] local = column(rows, CodeMapping::local);
    jdbc.update(GONE, tenantId, key.institution(), kind, local);
    jdbc.update(
        PUT,
        tenantId,
        key.institution(),
        kind,
        local,
        column(rows, CodeMapping::localName),
        column(rows, CodeMapping::national),
        column(rows, CodeMapping::nationalName),
        column(rows, this::more));
    if (key.kind() == CodeKind.ITEM) {
      new ItemUploadRows(jdbc).plan(tenantId, key.institution());
    }
  }

  private String more(CodeMapping row) {
    try {
      return json.writeValueAsString(row.more());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String[] column(List<CodeMapping> rows, Function<CodeMapping, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
