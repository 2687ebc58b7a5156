package org.xiangqiao.server.reindex;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStores;

/** Offers {@code $reindex}. */
@Configuration(proxyBeanMethods = false)
class ReindexConfiguration {

  @Bean
  FhirOperation reindexOperation(
      FhirStores stores, PublicAddress address, ObjectProvider<ReindexParticipant> participants) {
    return new ReindexOperation(
        stores.reindexing(), address, participants.orderedStream().toList());
  }

  @Bean
  FhirOperation reindexStatusOperation(FhirStores stores) {
    return new ReindexStatusOperation(stores.reindexing());
  }
}
