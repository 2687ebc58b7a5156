package org.xiangqiao.server.terminology;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Date;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.service.content.TerminologySources;
import org.xiangqiao.terminology.service.expand.ExpandOperation;
import org.xiangqiao.terminology.service.load.PinyinNames;
import org.xiangqiao.terminology.service.lookup.LookupOperation;
import org.xiangqiao.terminology.service.published.PublishedSource;
import org.xiangqiao.terminology.service.stored.Freshness;
import org.xiangqiao.terminology.service.stored.FurtherSources;
import org.xiangqiao.terminology.service.stored.StoredTerminology;
import org.xiangqiao.terminology.service.subsume.SubsumesOperation;
import org.xiangqiao.terminology.service.translate.TranslateOperation;
import org.xiangqiao.terminology.service.validate.BatchValidateOperation;
import org.xiangqiao.terminology.service.validate.ValidateOperation;

/** Offers the terminology operations. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TerminologySettings.class)
class TerminologyConfiguration {

  @Bean
  Freshness terminologyFreshness(TerminologySettings settings) {
    return new Freshness(settings.freshness());
  }

  /** All of them; {@link FurtherSources} are parts of it. */
  @Bean
  @Primary
  TerminologySources terminologySources(
      FhirStore store,
      FhirContext context,
      PublishedDefinitions published,
      Freshness freshness,
      ObjectProvider<FurtherSources> further,
      TerminologySettings settings) {
    return new StoredTerminology(
        store,
        context,
        freshness,
        further.orderedStream().map(TerminologySources.class::cast).toList(),
        new PublishedSource(published),
        new PinyinNames(Pinyin.load()),
        settings.resourceMemory().toBytes());
  }

  @Bean
  OfferedTerminology offeredTerminology(ObjectProvider<BuildProperties> build) {
    BuildProperties built = build.getIfAvailable();
    boolean dated = built != null && built.getTime() != null;
    return new OfferedTerminology(
        built == null ? "development" : built.getVersion(),
        Date.from(dated ? built.getTime() : Instant.now()));
  }

  @Bean
  SentTexts sentTexts(TerminologySettings settings) {
    return new SentTexts(settings.maxText());
  }

  @Bean
  TxResources txResources(
      TerminologySources sources,
      FhirContext context,
      SentTexts texts,
      TerminologySettings settings) {
    return new TxResources(sources, context, texts, settings);
  }

  @Bean
  FhirOperation expandOperation(
      TxResources resources, FhirStore store, FhirContext context, TerminologySettings settings) {
    return new TerminologyOperation(
        TerminologyShapes.EXPAND,
        resources,
        store,
        context,
        (source, sent, language) ->
            new ExpandOperation(source, settings.maxExpansion()).expand(sent, language));
  }

  @Bean
  FhirOperation validateInValueSetOperation(
      TxResources resources, FhirStore store, FhirContext context) {
    return new TerminologyOperation(
        TerminologyShapes.VALIDATE_IN_VALUE_SET,
        resources,
        store,
        context,
        (source, sent, language) -> new ValidateOperation(source).inValueSet(sent, language));
  }

  @Bean
  FhirOperation validateInCodeSystemOperation(
      TxResources resources, FhirStore store, FhirContext context) {
    return new TerminologyOperation(
        TerminologyShapes.VALIDATE_IN_CODE_SYSTEM,
        resources,
        store,
        context,
        (source, sent, language) -> new ValidateOperation(source).inCodeSystem(sent, language));
  }

  @Bean
  FhirOperation batchValidateOperation(
      TxResources resources, FhirStore store, FhirContext context, TerminologySettings settings) {
    return new TerminologyOperation(
        TerminologyShapes.BATCH,
        resources,
        store,
        context,
        (source, sent, language) -> {
          if (sent.getParameter().stream()
                  .filter(each -> "validation".equals(each.getName()))
                  .count()
              > settings.maxBatch()) {
            throw TerminologyFaults.tooManyValidations(settings.maxBatch());
          }
          return new BatchValidateOperation(source).validate(sent, language);
        });
  }

  @Bean
  FhirOperation lookupOperation(TxResources resources, FhirStore store, FhirContext context) {
    return new TerminologyOperation(
        TerminologyShapes.LOOKUP,
        resources,
        store,
        context,
        (source, sent, language) -> new LookupOperation(source).lookup(sent, language));
  }

  @Bean
  FhirOperation subsumesOperation(TxResources resources, FhirStore store, FhirContext context) {
    return new TerminologyOperation(
        TerminologyShapes.SUBSUMES,
        resources,
        store,
        context,
        (source, sent, language) -> new SubsumesOperation(source).subsumes(sent));
  }

  @Bean
  FhirOperation translateOperation(TxResources resources, FhirStore store, FhirContext context) {
    return new TerminologyOperation(
        TerminologyShapes.TRANSLATE,
        resources,
        store,
        context,
        (source, sent, language) -> new TranslateOperation(source).translate(sent));
  }

  @Bean
  FhirOperation preferredIdOperation(FhirStore store, FhirContext context, SentTexts texts) {
    return new PreferredIdOperation(store, context, texts);
  }
}
