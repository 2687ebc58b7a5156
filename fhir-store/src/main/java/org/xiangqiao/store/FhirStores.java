package org.xiangqiao.store;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.store.database.CancellableJdbc;
import org.xiangqiao.store.database.ChangeEpoch;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.database.Schema;
import org.xiangqiao.store.erase.Erasure;
import org.xiangqiao.store.export.ExportReader;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.feed.Horizon;
import org.xiangqiao.store.history.HistoryReader;
import org.xiangqiao.store.history.VersionReader;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.ParameterIndexer;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;
import org.xiangqiao.store.parameter.ParameterCatalog;
import org.xiangqiao.store.parameter.ParameterLifecycle;
import org.xiangqiao.store.record.LabelsInUse;
import org.xiangqiao.store.record.RecordReader;
import org.xiangqiao.store.record.ResourceLookup;
import org.xiangqiao.store.reindex.Reindexing;
import org.xiangqiao.store.search.CursorSeal;
import org.xiangqiao.store.search.PostgresSearch;
import org.xiangqiao.store.search.SearchCapabilities;
import org.xiangqiao.store.transaction.BundleProcessor;
import org.xiangqiao.store.write.WriteEngine;
import org.xiangqiao.store.write.WriteEngines;

/**
 * An opened store and what stands beside it. Opening prepares the schema, makes or reads the
 * installation's keys and opens the change epoch of this database cluster.
 *
 * @param store the FHIR engine
 * @param changeFeed reader of every write
 * @param capabilities what can be searched, for the capability statement
 * @param reindexing background jobs; somebody has to call {@link Reindexing#work} now and then
 * @param binaries bytes of Binary resources, streamed
 * @param exports everything of a type, for bulk export
 * @param erasure erases old versions beyond recovery
 */
public record FhirStores(
    FhirStore store,
    ChangeFeed changeFeed,
    SearchCapabilities capabilities,
    Reindexing reindexing,
    BinaryContents binaries,
    ExportReader exports,
    Erasure erasure) {

  /**
   * Opens the store on a database.
   *
   * @param dataSource pooled; participants that use it join each write's transaction
   * @param participants of every write, in this order
   * @throws StoreException if the schema is not complete, saying what is missing
   */
  public static FhirStores open(
      DataSource dataSource,
      FhirContext fhir,
      StoreSettings settings,
      List<WriteParticipant> participants) {
    return open(dataSource, fhir, settings, participants, StoreInputs.none());
  }

  /** As above, with what the modules above the store know. */
  public static FhirStores open(
      DataSource dataSource,
      FhirContext fhir,
      StoreSettings settings,
      List<WriteParticipant> participants,
      StoreInputs inputs) {
    new Schema(dataSource).prepare(settings.schema());
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    InstallationKeys keys = InstallationKeys.load(jdbc);
    ResourceTypes types = ResourceTypes.load(jdbc);
    short epoch = new ChangeEpoch(jdbc).open();
    SearchParameters parameters = new SearchParameters(fhir);
    IndexHash hash = new IndexHash(keys.hashKey());
    UnitConversion units = new UnitConversion();
    ParameterCatalog catalog = new ParameterCatalog(parameters, jdbc, fhir);
    ParameterIndexer indexer =
        new ParameterIndexer(catalog::indexing, hash, units, inputs.spelling());
    CursorSeal seal = new CursorSeal(keys.cursorKey());
    PostgresSearch search =
        new PostgresSearch(
            dataSource,
            fhir,
            catalog,
            hash,
            units,
            inputs.lookup(),
            inputs.spelling(),
            inputs.text(),
            seal,
            settings.searches());
    WriteEngine engine =
        WriteEngines.create(
            dataSource,
            fhir,
            settings,
            types,
            epoch,
            indexer,
            hash::parameter,
            search,
            catalog,
            inputs.check());
    JdbcTemplate reads = new CancellableJdbc(dataSource);
    BinaryBodies bodies = new BinaryBodies(reads, fhir);
    VersionReader versions = new VersionReader(reads, types, bodies);
    HistoryReader history = new HistoryReader(reads, types, seal, new Horizon(jdbc), bodies);
    BundleProcessor bundles =
        new BundleProcessor(fhir, types, settings, engine, versions, history, search);
    List<WriteParticipant> all = new ArrayList<>();
    all.add(new ParameterLifecycle(parameters, jdbc, fhir, types));
    all.addAll(participants);
    Reindexing reindexing =
        new Reindexing(
            jdbc,
            new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
            types,
            catalog,
            WriteEngines.reindexer(dataSource, fhir, settings, types, indexer, hash::parameter));
    FhirStore store =
        new PostgresFhirStore(
            types,
            engine,
            bundles,
            versions,
            history,
            search,
            new RecordReader(dataSource, types, hash, seal, bodies),
            new ResourceLookup(dataSource, types, bodies),
            new LabelsInUse(dataSource, hash, settings.searches().countLimit()),
            all);
    return new FhirStores(
        store,
        new ChangeFeed(dataSource, types),
        new SearchCapabilities(parameters, inputs.text() != null),
        reindexing,
        new BinaryContents(dataSource),
        new ExportReader(dataSource, types, parameters, hash, search, bodies),
        new Erasure(jdbc, types, fhir, indexer, hash::parameter));
  }
}
