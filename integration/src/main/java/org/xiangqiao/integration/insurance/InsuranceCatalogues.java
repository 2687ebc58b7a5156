package org.xiangqiao.integration.insurance;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.insurance.catalogue.Asking;
import org.xiangqiao.integration.insurance.catalogue.CatalogueDesk;
import org.xiangqiao.integration.insurance.catalogue.CatalogueSettings;
import org.xiangqiao.integration.insurance.catalogue.CodeSystems;
import org.xiangqiao.integration.insurance.codes.CodeDesk;
import org.xiangqiao.integration.insurance.codes.ItemUploads;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.BatchLimits;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.store.FhirStore;

/** Catalogues and mappings (目录与对照) of this node, put together from their settings. */
public final class InsuranceCatalogues implements AutoCloseable {

  private final Map<String, Integer> tenants = new LinkedHashMap<>();
  private final CatalogueDesk catalogues;
  private final CodeDesk codes;

  /**
   * @param lines of the bridge
   * @param profiles of those that ship, or files, by name
   * @param codeSystems where catalogues become code systems
   */
  public InsuranceCatalogues(
      InsuranceSettings settings,
      CatalogueSettings catalogueSettings,
      Lines lines,
      Function<String, ProvinceProfile> profiles,
      TransactionTable table,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      CodeSystems codeSystems,
      Clock clock) {
    Map<String, ProvinceProfile> byInstitution = new LinkedHashMap<>();
    settings
        .institutions()
        .forEach(
            (code, one) -> {
              tenants.put(code, one.tenant());
              byInstitution.put(code, profiles.apply(one.profile()));
            });
    int batch =
        byInstitution.values().stream()
            .map(ProvinceProfile::batches)
            .mapToInt(BatchLimits::lines)
            .min()
            .orElse(BatchLimits.USUAL.lines());
    codes = new CodeDesk(store, fhir, jdbc);
    catalogues =
        new CatalogueDesk(
            tenants,
            code -> settings.institutions().get(code).district(),
            catalogueSettings,
            table,
            code ->
                new Asking(
                    lines.of(code), infno -> addressed(byInstitution.get(code), table, infno)),
            codeSystems,
            List.of(new ItemUploads(jdbc, batch)),
            jdbc,
            transactions,
            DesignatedInstitutions.lease(byInstitution),
            clock);
  }

  /** Whether it is an institution of the county. */
  public boolean knows(int tenantId, String institution) {
    Integer tenant = tenants.get(institution);
    return tenant != null && tenant == tenantId;
  }

  public CatalogueDesk catalogues() {
    return catalogues;
  }

  public CodeDesk codes() {
    return codes;
  }

  /** Begins to look for what is due. */
  public void start() {
    catalogues.start();
  }

  private static boolean addressed(ProvinceProfile profile, TransactionTable table, String infno) {
    try {
      profile.url("", table.transaction(infno));
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  @Override
  public void close() {
    catalogues.close();
  }
}
