package org.xiangqiao.server.rest;

import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.CREATE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.DELETE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_INSTANCE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_SYSTEM;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.METADATA;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.PATCH;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.READ;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.SEARCH_SYSTEM;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.SEARCH_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.TRANSACTION;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.UPDATE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.VREAD;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.AddressSettings;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.AnswerWriter;
import org.xiangqiao.server.rest.async.AsyncInteraction;
import org.xiangqiao.server.rest.async.AsyncRequests;
import org.xiangqiao.server.rest.body.BinaryReceiver;
import org.xiangqiao.server.rest.body.BodyReader;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.capability.CapabilitiesInteraction;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.BinaryReadInteraction;
import org.xiangqiao.server.rest.interaction.CreateInteraction;
import org.xiangqiao.server.rest.interaction.DeleteInteraction;
import org.xiangqiao.server.rest.interaction.EntryGuard;
import org.xiangqiao.server.rest.interaction.ExplainInteraction;
import org.xiangqiao.server.rest.interaction.HistoryInteraction;
import org.xiangqiao.server.rest.interaction.Interaction;
import org.xiangqiao.server.rest.interaction.InteractionBinding;
import org.xiangqiao.server.rest.interaction.PatchInteraction;
import org.xiangqiao.server.rest.interaction.ReadInteraction;
import org.xiangqiao.server.rest.interaction.RequestContent;
import org.xiangqiao.server.rest.interaction.ResourceSource;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.interaction.Router;
import org.xiangqiao.server.rest.interaction.SearchInteraction;
import org.xiangqiao.server.rest.interaction.SearchedTypes;
import org.xiangqiao.server.rest.interaction.TransactionInteraction;
import org.xiangqiao.server.rest.interaction.UpdateInteraction;
import org.xiangqiao.server.rest.interaction.VersionReadInteraction;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationCapabilities;
import org.xiangqiao.server.rest.operation.Operations;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryContents;

/** Puts the FHIR interface together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RestSettings.class, AddressSettings.class})
class RestConfiguration {

  @Bean
  PublicAddress publicAddress(AddressSettings settings) {
    return new PublicAddress(settings);
  }

  @Bean
  OperationOutcomes operationOutcomes(FhirContext context) {
    return new OperationOutcomes(context);
  }

  @Bean
  ResourceSources resourceSources(FhirStore store, ObjectProvider<ResourceSource> elsewhere) {
    return new ResourceSources(store, elsewhere.orderedStream().toList());
  }

  @Bean
  AnswerWriter answerWriter(
      FhirContext context, OperationOutcomes outcomes, BinaryContents binaries) {
    return new AnswerWriter(context, outcomes, binaries);
  }

  @Bean
  ResourceReader resourceReader(FhirContext context, RestSettings settings) {
    return new ResourceReader(context, settings.maxDepth());
  }

  @Bean
  Operations fhirOperations(
      FhirContext context,
      ResourceReader reader,
      AnswerWriter writer,
      ObjectProvider<FhirOperation> operations,
      ObjectProvider<AccessGuard> guards) {
    return new Operations(
        operations.orderedStream().toList(),
        context,
        reader,
        writer,
        guards.orderedStream().toList());
  }

  @Bean
  OperationCapabilities operationCapabilities(
      Operations operations,
      ResourceSources sources,
      @Qualifier("fhirResourceTypes") Set<String> types) {
    return new OperationCapabilities(
        operations,
        types.stream()
            .filter(type -> sources.elsewhere(type).isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Bean
  Router fhirRouter(
      FhirContext context,
      FhirStore store,
      ResourceSources sources,
      PublicAddress address,
      OperationOutcomes outcomes,
      CapabilitiesInteraction capabilities,
      RestSettings settings,
      BinaryContents binaries,
      BinarySettings binarySettings,
      AsyncRequests later,
      AnswerWriter writer,
      ResourceReader reader,
      @Qualifier("fhirResourceTypes") Set<String> types,
      ObjectProvider<AccessGuard> guards) {
    List<AccessGuard> asked = guards.orderedStream().toList();
    RequestContent content =
        new RequestContent(
            reader, sources, new BinaryReceiver(binaries, binarySettings.maxSize().toBytes()));
    SearchedTypes searched = new SearchedTypes(store, sources);
    Interaction history =
        new HistoryInteraction(
            store, sources, address, settings.historyCount(), settings.maxHistoryCount());
    Map<RestOperationTypeEnum, Interaction> interactions =
        new EnumMap<>(RestOperationTypeEnum.class);
    interactions.put(METADATA, capabilities);
    interactions.put(READ, new BinaryReadInteraction(context, store, new ReadInteraction(sources)));
    interactions.put(
        VREAD,
        new BinaryReadInteraction(context, store, new VersionReadInteraction(store, sources)));
    Interaction search =
        new ExplainInteraction(
            store, sources, new SearchInteraction(sources, address, outcomes, asked));
    interactions.put(SEARCH_TYPE, search);
    interactions.put(SEARCH_SYSTEM, search);
    interactions.put(HISTORY_INSTANCE, history);
    interactions.put(HISTORY_TYPE, history);
    interactions.put(HISTORY_SYSTEM, history);
    interactions.put(CREATE, new CreateInteraction(store, content, address));
    interactions.put(UPDATE, new UpdateInteraction(store, content, address));
    interactions.put(PATCH, new PatchInteraction(store, content, sources, address));
    interactions.put(DELETE, new DeleteInteraction(store, sources, outcomes, asked));
    interactions.put(
        TRANSACTION,
        new TransactionInteraction(
            store,
            content,
            new EntryGuard(sources, types, address, asked, searched),
            outcomes,
            address));
    interactions.replaceAll(
        (operation, interaction) ->
            AsyncInteraction.OFFERED.contains(operation)
                ? new AsyncInteraction(operation, interaction, later, writer, address)
                : interaction);
    Map<RestOperationTypeEnum, InteractionBinding> bindings =
        new EnumMap<>(RestOperationTypeEnum.class);
    interactions.forEach(
        (operation, interaction) ->
            bindings.put(
                operation,
                new InteractionBinding(operation, interaction, context, writer, asked, searched)));
    return new Router(types, bindings);
  }

  @Bean
  ServletRegistrationBean<FhirServlet> fhirServlet(
      FhirContext context,
      Router router,
      Operations operations,
      PublicAddress address,
      OperationOutcomes outcomes,
      CapabilitiesInteraction capabilities,
      RestSettings settings) {
    FhirServlet servlet =
        new FhirServlet(
            context, router, operations, new BodyReader(settings.maxBody().toBytes()), outcomes);
    servlet.setServerConformanceProvider(capabilities);
    servlet.setServerAddressStrategy((servletContext, request) -> address.fhirBase(request));
    servlet.registerInterceptor(new ErrorInterceptor(outcomes));
    ServletRegistrationBean<FhirServlet> registration =
        new ServletRegistrationBean<>(servlet, PublicAddress.FHIR_PATH + "/*");
    registration.setName("fhir");
    registration.setLoadOnStartup(1);
    return registration;
  }
}
