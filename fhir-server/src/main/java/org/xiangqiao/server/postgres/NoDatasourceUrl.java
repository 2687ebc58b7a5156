package org.xiangqiao.server.postgres;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when no external PostgreSQL is named: {@code spring.datasource.url} absent or empty. */
class NoDatasourceUrl extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String url = context.getEnvironment().getProperty("spring.datasource.url", "");
    return new ConditionOutcome(
        url.isBlank(), url.isBlank() ? "no spring.datasource.url" : "spring.datasource.url is set");
  }
}
