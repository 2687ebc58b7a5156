package org.xiangqiao.store;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ChangeEpoch;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.database.Schema;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.history.HistoryReader;
import org.xiangqiao.store.history.VersionReader;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.ParameterIndexer;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;
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
 */
public record FhirStores(FhirStore store, ChangeFeed changeFeed, SearchCapabilities capabilities) {

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
    return open(dataSource, fhir, settings, participants, CodeLookup.none());
  }

  /**
   * As above, with terminology for searches.
   *
   * @param lookup value sets and hierarchies of codes
   */
  public static FhirStores open(
      DataSource dataSource,
      FhirContext fhir,
      StoreSettings settings,
      List<WriteParticipant> participants,
      CodeLookup lookup) {
    new Schema(dataSource).prepare(settings.schema());
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    InstallationKeys keys = InstallationKeys.load(jdbc);
    ResourceTypes types = ResourceTypes.load(jdbc);
    short epoch = new ChangeEpoch(jdbc).open();
    SearchParameters parameters = new SearchParameters(fhir);
    IndexHash hash = new IndexHash(keys.hashKey());
    UnitConversion units = new UnitConversion();
    CursorSeal seal = new CursorSeal(keys.cursorKey());
    PostgresSearch search =
        new PostgresSearch(
            dataSource, fhir, parameters, hash, units, lookup, seal, settings.searches());
    WriteEngine engine =
        WriteEngines.create(
            dataSource,
            fhir,
            settings,
            types,
            epoch,
            new ParameterIndexer(parameters, hash, units),
            hash::parameter,
            search);
    VersionReader versions = new VersionReader(jdbc, types);
    HistoryReader history = new HistoryReader(jdbc, types, seal);
    BundleProcessor bundles =
        new BundleProcessor(fhir, types, settings, engine, versions, history, search);
    FhirStore store =
        new PostgresFhirStore(types, engine, bundles, versions, history, search, participants);
    return new FhirStores(
        store, new ChangeFeed(dataSource, types), new SearchCapabilities(parameters));
  }
}
