package org.xiangqiao.server.insurance.print;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.SettledVersions;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.server.insurance.InsuranceFaults;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;

/** What can be printed, where the insurance bridge is switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("xiangqiao.insurance.enabled")
class PrintConfiguration {

  @Bean
  PrintedBills printedBills(
      FhirStore store, FhirContext fhir, JdbcTemplate jdbc, InsuranceFaults faults) {
    SettledVersions settled = new SettledVersions(jdbc);
    SentCodes codes = new SentCodes(store, fhir, settled, new NationalCoding(jdbc));
    return new PrintedBills(store, fhir, settled, codes, faults);
  }

  @Bean
  FhirOperation claimResponseInsuranceSlip(
      PrintedBills bills, TransactionTable table, InsuranceFaults faults) {
    return new SlipOperation(bills, table, faults);
  }

  @Bean
  FhirOperation encounterInsuranceDailyList(
      FhirStore store, PrintedBills bills, InsuranceFaults faults) {
    return new DailyListOperation(bills, new StayBills(store, bills), faults);
  }
}
