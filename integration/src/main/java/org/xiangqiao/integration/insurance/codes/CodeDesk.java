package org.xiangqiao.integration.insurance.codes;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.FhirStore;

/** What can be asked about an institution's codes (对照管理). */
public final class CodeDesk {

  private final CodeMapDesk maps;
  private final UnmappedItems unmapped;
  private final ItemUploadReport uploads;

  public CodeDesk(FhirStore store, FhirContext fhir, JdbcTemplate jdbc) {
    maps = new CodeMapDesk(store, fhir);
    unmapped = new UnmappedItems(jdbc);
    uploads = new ItemUploadReport(jdbc);
  }

  /** Tables of codes are taken in. */
  public CodeMapDesk maps() {
    return maps;
  }

  /** Items that are billed and not mapped. */
  public UnmappedItems unmapped() {
    return unmapped;
  }

  /** How far the platform was told. */
  public ItemUploadReport uploads() {
    return uploads;
  }
}
