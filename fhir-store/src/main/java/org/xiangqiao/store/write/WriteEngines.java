package org.xiangqiao.store.write;

import ca.uhn.fhir.context.FhirContext;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.ResourceIndexer;
import org.xiangqiao.store.patch.ResourcePatcher;
import org.xiangqiao.store.search.CriteriaFinder;

/** Puts the parts of the write engine together. */
public final class WriteEngines {

  private WriteEngines() {}

  /**
   * @param parameterKey keyed hash of a search parameter's {@code Type.code}, the one searches use
   */
  public static WriteEngine create(
      DataSource dataSource,
      FhirContext fhir,
      StoreSettings settings,
      ResourceTypes types,
      short epoch,
      ResourceIndexer indexer,
      ToLongFunction<String> parameterKey,
      CriteriaFinder finder) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    ResourceRows rows = new ResourceRows(jdbc, types);
    IndexRows index = new IndexRows(jdbc, types, parameterKey, epoch);
    AdvisoryLocks locks = new AdvisoryLocks(jdbc);
    BodyEncoder encoder = new BodyEncoder(fhir);
    ConditionResolver conditions = new ConditionResolver(finder, locks, settings.maxDeletes());
    ResourcePatcher patcher = new ResourcePatcher(fhir);
    boolean integrity = settings.referenceIntegrity();
    ReferenceResolver references =
        new ReferenceResolver(finder, types, integrity, settings.baseUrls());
    ReferenceIntegrity checks = new ReferenceIntegrity(jdbc, types, rows, locks, integrity);
    BusinessKeys keys = new BusinessKeys(jdbc, types, settings.businessKeys());
    return new WriteEngine(
        new Preparation(types, finder, patcher, settings.maxEntries()),
        new WriteTransactions(
            new TransactionTemplate(new DataSourceTransactionManager(dataSource))),
        rows,
        conditions,
        new Deletions(conditions, rows, index),
        new Versions(rows, conditions, new Patching(patcher)),
        references,
        checks,
        new Saving(references, checks, encoder, indexer, rows, index, keys),
        new Participation(rows, encoder));
  }
}
