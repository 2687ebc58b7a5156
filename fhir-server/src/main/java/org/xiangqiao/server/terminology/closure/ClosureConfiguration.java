package org.xiangqiao.server.terminology.closure;

import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.terminology.SentTexts;
import org.xiangqiao.terminology.service.content.TerminologySources;

/** Offers {@code $closure}. */
@Configuration(proxyBeanMethods = false)
class ClosureConfiguration {

  @Bean
  FhirOperation closureOperation(
      TerminologySources sources,
      DataSource database,
      SentTexts texts,
      @Value("${xiangqiao.terminology.max-closure:20000}") int most,
      @Value("${xiangqiao.terminology.max-closures:100}") int mostTables) {
    return new ClosureOperation(
        sources, new ClosureTables(database, most, mostTables), texts, most);
  }
}
