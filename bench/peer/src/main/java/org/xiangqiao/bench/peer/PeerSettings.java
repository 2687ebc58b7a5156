package org.xiangqiao.bench.peer;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.entity.NormalizedQuantitySearchLevel;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * HAPI's defaults, but for what a comparison needs: optional parts of R4 search are switched on,
 * and every search is really made.
 */
@Configuration
class PeerSettings {

  @Bean
  JpaStorageSettings storageSettings() {
    JpaStorageSettings settings = new JpaStorageSettings();
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
