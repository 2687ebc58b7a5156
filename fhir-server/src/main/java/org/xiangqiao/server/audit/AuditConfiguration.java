package org.xiangqiao.server.audit;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.rest.interaction.ResourceSource;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.security.ProblemDetails;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.database.InstallationKeys;
import org.xiangqiao.store.search.CursorSeal;

/** Puts the audit trail around everything. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

  /** A batch of audit waits for reads that are under way, but not so long that a reader notices. */
  private static final Duration GATHERING = Duration.ofMillis(1);

  /** What nobody waits for gathers longer: that is how much of it a kill can lose. */
  private static final Duration UNAWAITED_GATHERING = Duration.ofMillis(20);

  @Bean
  ArrivedRecords arrivedAudit(JdbcTemplate jdbc) {
    return new ArrivedRecords(jdbc);
  }

  @Bean
  AuditWriter auditWriter(ArrivedRecords arrived, AuditSettings settings) {
    return new AuditWriter(
        arrived,
        new AuditWriter.Limits(settings.queue(), settings.unawaited(), settings.patience()),
        GATHERING,
        UNAWAITED_GATHERING);
  }

  @Bean
  AuditMover auditMover(ArrivedRecords arrived, AuditSettings settings) {
    return new AuditMover(arrived, settings.moveEvery(), settings.moveBatch());
  }

  @Bean
  WriteParticipant writeAudit(ArrivedRecords arrived, Clock clock) {
    return new WriteAudit(arrived, clock);
  }

  @Bean
  OperationAudit operationAudit(ArrivedRecords arrived, Clock clock) {
    return new OperationAudit(arrived, clock);
  }

  @Bean
  AuditMonths auditMonths(
      JdbcTemplate jdbc, AuditMover mover, AuditSettings settings, Clock clock) {
    return new AuditMonths(jdbc, mover, settings.retention(), clock);
  }

  @Bean
  ResourceSource auditEvents(JdbcTemplate jdbc, FhirContext context) {
    // The installation's keys exist once the store is open.
    Supplier<CursorSeal> seal =
        SingletonSupplier.of(() -> new CursorSeal(InstallationKeys.load(jdbc).cursorKey()));
    return new AuditEvents(new AuditQuery(jdbc), context, seal);
  }

  /** Outermost, so that refusals by anything behind it are recorded too. */
  @Bean
  FilterRegistrationBean<AuditFilter> auditFilter(
      AuditWriter writer, Clock clock, OperationOutcomes outcomes, ProblemDetails problems) {
    FilterRegistrationBean<AuditFilter> registration =
        new FilterRegistrationBean<>(
            new AuditFilter(writer, new AccessRecords(new SafeQuery(), clock), outcomes, problems));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }

  @Bean
  static BeanPostProcessor auditedStore() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof FhirStore store && !(bean instanceof AuditedStore)
            ? new AuditedStore(store)
            : bean;
      }
    };
  }
}
