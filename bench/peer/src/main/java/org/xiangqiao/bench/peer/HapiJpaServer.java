package org.xiangqiao.bench.peer;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.data.elasticsearch.ElasticsearchDataAutoConfiguration;
import org.springframework.boot.autoconfigure.data.elasticsearch.ElasticsearchRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.data.elasticsearch.ReactiveElasticsearchRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchClientAutoConfiguration;
import org.springframework.boot.autoconfigure.elasticsearch.ElasticsearchRestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Runs the peer at {@code http://127.0.0.1:PORT/fhir}:
 *
 * <pre>java -cp … org.xiangqiao.bench.peer.HapiJpaServer JDBC-URL PORT [--property=value …]</pre>
 *
 * The PostgreSQL database of the URL (with {@code user} and {@code password} as its parameters) is
 * filled with HAPI's tables at the first start. Ready when {@code /fhir/metadata} answers.
 */
@SpringBootApplication(
    exclude = {
      ElasticsearchClientAutoConfiguration.class,
      ElasticsearchDataAutoConfiguration.class,
      ElasticsearchRepositoriesAutoConfiguration.class,
      ElasticsearchRestClientAutoConfiguration.class,
      QuartzAutoConfiguration.class,
      ReactiveElasticsearchRepositoriesAutoConfiguration.class,
      ThymeleafAutoConfiguration.class
    })
@Import({
  JpaR4Config.class,
  JpaBatch2Config.class,
  Batch2JobsConfig.class,
  SubscriptionChannelConfig.class,
  ThreadPoolFactoryConfig.class
})
public class HapiJpaServer {

  /** Starts and returns; the process ends with SIGTERM. */
  public static void main(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("usage: HapiJpaServer JDBC-URL PORT [--property=value ...]");
      System.exit(2);
    }
    String[] properties = arguments.clone();
    properties[0] = "--spring.datasource.url=" + arguments[0];
    properties[1] = "--server.port=" + Integer.parseInt(arguments[1]);
    SpringApplication.run(HapiJpaServer.class, properties);
  }

  @Bean
  ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server) {
    ServletRegistrationBean<RestfulServer> servlet =
        new ServletRegistrationBean<>(server, "/fhir/*");
    servlet.setLoadOnStartup(1);
    return servlet;
  }
}
