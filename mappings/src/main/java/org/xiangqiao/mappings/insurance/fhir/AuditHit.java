package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;

/**
 * A hit of one of the platform's rules (违规), as the platform words it.
 *
 * @param rule {@code rule_id}
 * @param name {@code rule_name}; {@code null} when it is not told
 * @param content {@code vola_cont}, which may name the person
 * @param evidence {@code vola_evid}; {@code null} when it is not told
 * @param severity {@code sev_deg}, whose codes are not known; {@code null} when it is not told
 * @param behaviour {@code vola_bhvr_type}; {@code null} when it is not told
 * @param lines numbers of the charge lines (费用明细流水号) that it is about; none for the whole bill
 */
public record AuditHit(
    String rule,
    String name,
    String content,
    String evidence,
    String severity,
    String behaviour,
    List<String> lines) {

  public AuditHit {
    lines = List.copyOf(lines);
  }

  /** Without the platform's texts, which may name a person. */
  @Override
  public String toString() {
    return "AuditHit[" + rule + "]";
  }
}
