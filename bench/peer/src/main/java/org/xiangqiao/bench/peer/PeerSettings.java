package org.xiangqiao.bench.peer;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.entity.NormalizedQuantitySearchLevel;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * HAPI's defaults: all of them with {@code --peer.stock=true}, for measuring. Else but for what a
 * comparison of answers needs: optional parts of R4 search and operations are switched on, and
 * every search is really made.
 */
@Configuration
class PeerSettings {

  @Bean
  JpaStorageSettings storageSettings(@Value("${peer.stock:false}") boolean stock) {
    JpaStorageSettings settings = new JpaStorageSettings();
    if (stock) {
      settings.setHibernateSearchIndexSearchParams(false);
      settings.setHibernateSearchIndexFullText(false);
      return settings;
    }
    settings.setIndexMissingFields(StorageSettings.IndexEnabledEnum.ENABLED);
    settings.setAllowContainsSearches(true);
    settings.setFilterParameterEnabled(true);
    settings.setIndexIdentifierOfType(true);
    settings.setNormalizedQuantitySearchLevel(
        NormalizedQuantitySearchLevel.NORMALIZED_QUANTITY_SEARCH_SUPPORTED);
    settings.setReuseCachedSearchResultsForMillis(null);
    // Passes of 500: the peer sometimes takes the first for the last.
    settings.setSearchPreFetchThresholds(List.of(-1));
    settings.setAllowMultipleDelete(false);
    settings.setAllowExternalReferences(true);
    settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.ANY);
    settings.setHibernateSearchIndexSearchParams(false);
    settings.setHibernateSearchIndexFullText(false);
    settings.setEnableTaskPreExpandValueSets(false);
    settings.setEnableTaskBulkExportJobExecution(true);
    settings.setJobFastTrackingEnabled(true);
    settings.setExpungeEnabled(true);
    return settings;
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  SubscriptionSettings subscriptionSettings() {
    return new SubscriptionSettings();
  }
}
