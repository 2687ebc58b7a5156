package org.xiangqiao.integration.insurance.audit;

import java.util.Map;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.profile.Audit;

/**
 * An institution whose bills are audited (审核机构).
 *
 * @param audits of its province, by transaction
 */
public record AuditPlace(Institution institution, String district, Map<String, Audit> audits) {

  public AuditPlace {
    audits = Map.copyOf(audits);
  }
}
