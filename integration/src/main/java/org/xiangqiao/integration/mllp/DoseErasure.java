package org.xiangqiao.integration.mllp;

import java.util.Collection;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Forgets when doses (剂) were last spoken of, once the doses are erased. Joins the caller's
 * transaction.
 */
public class DoseErasure {

  private final JdbcTemplate jdbc;

  public DoseErasure(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public int erase(int tenant, Collection<Immunization> doses) {
    String[] keys =
        doses.stream()
            .map(Immunization::getIdentifierFirstRep)
            .filter(identifier -> identifier.hasSystem() && identifier.hasValue())
            .map((Identifier identifier) -> DoseKey.of(identifier).hex())
            .distinct()
            .toArray(String[]::new);
    if (keys.length == 0) {
      return 0;
    }
    return jdbc.update(
        "delete from dose_event where tenant_id = ? and dose_key in"
            + " (select decode(key, 'hex') from unnest(?::text[]) as k (key))",
        tenant,
        keys);
  }
}
