package org.xiangqiao.integration.insurance.codes;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.codes.CodeFilling;
import org.xiangqiao.mappings.insurance.codes.LocalCode;
import org.xiangqiao.mappings.insurance.codes.LocalCodes;

/** Gives resources that were read for a message the national codes of an institution (对照转换). */
public final class NationalCoding {

  private final CodeMaps maps;

  public NationalCoding(JdbcTemplate jdbc) {
    this.maps = new CodeMaps(jdbc);
  }

  /**
   * Changes the resources that are given, which must be copies.
   *
   * @param claim null while only the visit is known
   * @return what stops the claim: codes that are not mapped, by their places
   */
  public List<MappingProblem> fill(
      int tenantId, String institution, Claim claim, Encounter visit, List<Condition> conditions) {
    Set<LocalCode> local = LocalCodes.of(claim, visit, conditions);
    CodeFilling filling = new CodeFilling(maps.find(tenantId, institution, local));
    filling.fill(visit, conditions);
    return claim == null ? List.of() : filling.fill(claim);
  }
}
