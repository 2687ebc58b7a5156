package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.ResourceIndexer;

/**
 * What the store takes from its search side: both must hash alike, so they come together.
 *
 * @param parameterKey keyed hash of {@code Type.code}, as index rows carry it
 */
public record SearchParts(
    ResourceIndexer indexer, ToLongFunction<String> parameterKey, SearchEngine engine) {

  /** Made when the store opens: the keys lie in the database. */
  @FunctionalInterface
  public interface Factory {

    SearchParts create(
        DataSource dataSource, FhirContext fhir, ResourceTypes types, InstallationKeys keys);
  }
}
