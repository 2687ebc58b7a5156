package org.xiangqiao.server.store;

import ca.uhn.fhir.context.FhirContext;
import java.util.Set;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.BinarySettings;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.CapabilityContributor;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.security.scope.SecurityContextStore;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.StoreInputs;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.search.SearchCapabilities;
import org.xiangqiao.terminology.lookup.R4Lookup;
import org.xiangqiao.terminology.lookup.TerminologyLookup;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.service.content.TerminologySources;

/** Opens the FHIR store on the application's database, with every write participant there is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  StoreProperties.class,
  SearchProperties.class,
  BinarySettings.class
})
class StoreConfiguration {

  @Bean
  static PoolTimeLimits poolTimeLimits(ObjectProvider<StoreProperties> properties) {
    return new PoolTimeLimits(properties);
  }

  @Bean
  SearchCapabilities searchCapabilities(FhirStores stores) {
    return stores.capabilities();
  }

  @Bean
  FhirStores fhirStores(
      DataSource dataSource,
      FhirContext context,
      StoreProperties properties,
      SearchProperties searches,
      PublicAddress address,
      TerminologyLookup terminology,
      ObjectProvider<TerminologySources> sources,
      @Value("${xiangqiao.terminology.max-expansion:10000}") int maxExpansion,
      Pinyin pinyin,
      ObjectProvider<WriteParticipant> participants,
      ObjectProvider<TextSearch> text,
      ObjectProvider<WriteCheck> check) {
    Set<String> ownBases =
        address
            .configuredRoot()
            .map(root -> Set.of(root + PublicAddress.FHIR_PATH))
            .orElse(Set.of());
    StoreSettings settings = properties.storeSettings(ownBases);
    return FhirStores.open(
        dataSource,
        context,
        settings.withSearch(settings.search().withTimes(searches.slow(), searches.countLimit())),
        participants.orderedStream().toList(),
        new StoreInputs(
            new StoreTerminology(terminology, sources::getObject, maxExpansion),
            new PinyinSpelling(pinyin),
            text.getIfAvailable(),
            check.getIfAvailable(WriteCheck::none)));
  }

  /** Its dictionaries are read when first asked for. */
  @Bean
  Pinyin pinyin() {
    return Pinyin.load();
  }

  /** R4's own definitions; read when first asked for. */
  @Bean
  PublishedDefinitions publishedDefinitions(FhirContext context) {
    return new PublishedDefinitions(context);
  }

  /** R4's own value sets. */
  @Bean
  TerminologyLookup terminologyLookup(PublishedDefinitions published) {
    return new R4Lookup(published);
  }

  /** One resource at a time is R4's mode single. */
  @Bean
  CapabilityContributor deletesOfSeveral(StoreProperties properties) {
    return (statement, root) -> {
      if (properties.maxDeletes() == 1) {
        statement.getRestFirstRep().getResource().stream()
            .filter(resource -> resource.hasConditionalDelete())
            .forEach(resource -> resource.setConditionalDelete(ConditionalDeleteStatus.SINGLE));
      }
    };
  }

  @Bean
  FhirStore fhirStore(FhirStores stores, OperationOutcomes outcomes) {
    return new SecurityContextStore(stores.store(), outcomes);
  }

  @Bean
  BinaryContents binaryContents(FhirStores stores) {
    return stores.binaries();
  }

  @Bean
  BinarySweep binarySweep(BinaryContents contents, BinarySettings settings) {
    return new BinarySweep(contents, settings.orphanAge());
  }

  @Bean
  ChangeFeed changeFeed(FhirStores stores) {
    return stores.changeFeed();
  }
}
