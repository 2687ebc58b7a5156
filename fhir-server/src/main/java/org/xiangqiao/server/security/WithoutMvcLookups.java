package org.xiangqiao.server.security;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Keeps Spring Security from asking Spring MVC, before each request, which of its handlers would
 * take it: our rules are told by path, and FHIR has no such handler. It asks if there is a bean of
 * this name when it sets itself up.
 */
final class WithoutMvcLookups implements BeanDefinitionRegistryPostProcessor, PriorityOrdered {

  private static final String INTROSPECTOR = "mvcHandlerMappingIntrospector";

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (registry.containsBeanDefinition(INTROSPECTOR)) {
      registry.removeBeanDefinition(INTROSPECTOR);
    }
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
