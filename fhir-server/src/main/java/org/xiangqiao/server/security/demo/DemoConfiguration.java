package org.xiangqiao.server.security.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.security.client.Clients;
import org.xiangqiao.server.security.token.TokenMint;

/** What the demo profile adds. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {

  @Bean
  static LoopbackOnly loopbackOnly(Environment environment) {
    return new LoopbackOnly(environment);
  }

  @Bean
  DemoClient demoClient(
      @Value("${xiangqiao.data-directory:./data}") Path data,
      @Value("${xiangqiao.demo.token-lifetime:12h}") Duration lifetime,
      Clients clients,
      TokenMint mint,
      PublicAddress address,
      Environment environment) {
    return new DemoClient(data.resolve("demo"), lifetime, clients, mint, address, environment);
  }
}
