package org.xiangqiao.server.store;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has the pool give each new connection its time limits, before any init SQL of the operator's, who
 * therefore has the last word.
 */
final class PoolTimeLimits implements BeanPostProcessor {

  private final ObjectProvider<StoreProperties> properties;

  PoolTimeLimits(ObjectProvider<StoreProperties> properties) {
    this.properties = properties;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
      String limits = properties.getObject().timeLimits().settings().sessionSql();
      String given = pool.getConnectionInitSql();
      pool.setConnectionInitSql(given == null ? limits : limits + "; " + given);
    }
    return bean;
  }
}
