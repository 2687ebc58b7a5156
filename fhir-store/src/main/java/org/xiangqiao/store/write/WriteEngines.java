package org.xiangqiao.store.write;

import ca.uhn.fhir.context.FhirContext;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.ReferencePolicy;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.store.binary.BinaryWrites;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.ResourceIndexer;
import org.xiangqiao.store.parameter.ParameterCatalog;
import org.xiangqiao.store.patch.ResourcePatcher;
import org.xiangqiao.store.reindex.RowReindexer;
import org.xiangqiao.store.search.CriteriaFinder;

/** Puts the parts of the write engine together. */
public final class WriteEngines {

  private WriteEngines() {}

  /**
   * @param catalog search parameters to index
   * @param check looks at each resource before it is written
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
      CriteriaFinder finder,
      ParameterCatalog catalog,
      WriteCheck check) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    ResourceRows rows = new ResourceRows(jdbc, types, settings.timeLimits());
    IndexRows index = new IndexRows(jdbc, types, parameterKey, epoch);
    AdvisoryLocks locks = new AdvisoryLocks(jdbc);
    ResourceJson json = new ResourceJson(fhir);
    BodyEncoder encoder = new BodyEncoder(json, check.tagSystem());
    ConditionResolver conditions = new ConditionResolver(finder, locks, settings.maxDeletes());
    ResourcePatcher patcher = new ResourcePatcher(fhir);
    ReferencePolicy policy = settings.references();
    ReferenceResolver references =
        new ReferenceResolver(finder, types, policy, settings.baseUrls());
    ReferenceIntegrity checks = new ReferenceIntegrity(jdbc, types, rows, locks, policy);
    Cascade cascade = new Cascade(jdbc, types, rows, checks, policy.maxCascade());
    BinaryWrites binaries = new BinaryWrites(dataSource);
    BusinessKeys keys = new BusinessKeys(jdbc, types, settings.businessKeys());
    return new WriteEngine(
        new Preparation(types, finder, patcher, check, json, settings.maxEntries()),
        new WriteTransactions(
            new TransactionTemplate(new DataSourceTransactionManager(dataSource))),
        rows,
        conditions,
        new Deletions(conditions, rows, index, cascade),
        new Versions(rows, conditions, new Patching(patcher, check, json)),
        references,
        checks,
        new Saving(references, checks, encoder, indexer, rows, index, keys, binaries),
        new Participation(rows, encoder),
        catalog,
        binaries);
  }

  /** Indexes stored rows anew, as the engine does when it writes. */
  public static RowReindexer reindexer(
      DataSource dataSource,
      FhirContext fhir,
      StoreSettings settings,
      ResourceTypes types,
      ResourceIndexer indexer,
      ToLongFunction<String> parameterKey) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    return new StoredReindexer(
        jdbc,
        fhir,
        types,
        indexer,
        new ResourceRows(jdbc, types, settings.timeLimits()),
        new IndexRows(jdbc, types, parameterKey, (short) 0),
        parameterKey);
  }
}
