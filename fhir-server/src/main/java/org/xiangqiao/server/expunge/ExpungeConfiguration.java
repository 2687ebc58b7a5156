package org.xiangqiao.server.expunge;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.insurance.book.CaseErasure;
import org.xiangqiao.integration.ledger.LedgerErasure;
import org.xiangqiao.integration.mllp.DoseErasure;
import org.xiangqiao.integration.outbox.OutboxErasure;
import org.xiangqiao.server.audit.OperationAudit;
import org.xiangqiao.server.export.ExportFiles;
import org.xiangqiao.server.rest.async.AsyncRequests;
import org.xiangqiao.store.FhirStores;

/** Puts {@code $expunge} together. */
@Configuration(proxyBeanMethods = false)
class ExpungeConfiguration {

  /** How long one call may rewrite tables. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Bean
  ErasureParticipant exchangeErasure(JdbcTemplate jdbc) {
    LedgerErasure ledger = new LedgerErasure(jdbc);
    return new ExchangeErasure(ledger, new OutboxErasure(jdbc, ledger), new DoseErasure(jdbc));
  }

  @Bean
  ErasureParticipant insuranceErasure(JdbcTemplate jdbc) {
    return new InsuranceErasure(new CaseErasure(jdbc));
  }

  @Bean
  ErasureParticipant answerErasure(AsyncRequests requests) {
    return new AnswerErasure(requests);
  }

  @Bean
  ErasureParticipant exportErasure(ExportFiles files) {
    return new ExportErasure(files);
  }

  @Bean
  ExpungeOperation expungeOperation(
      FhirStores stores,
      DataSource dataSource,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      OperationAudit audit,
      ObjectProvider<ErasureParticipant> participants) {
    List<ErasureParticipant> all = participants.orderedStream().toList();
    Residue residue = new Residue(dataSource, PATIENCE);
    Expunge expunge =
        new Expunge(
            // Nothing is shown: a Binary goes along with the resident that its context is.
            stores.store(),
            stores.erasure(),
            all,
            residue,
            audit,
            new TransactionTemplate(transactions),
            jdbc);
    return new ExpungeOperation(new ExpungeRun(expunge, stores.erasure()), residue, all);
  }
}
