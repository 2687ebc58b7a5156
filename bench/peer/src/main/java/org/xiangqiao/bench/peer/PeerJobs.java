package org.xiangqiao.bench.peer;

import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Takes jobs on to their next step each second, not each minute: an export has several. Left out
 * when the peer is measured.
 */
@Configuration
@EnableScheduling
@ConditionalOnProperty(name = "peer.stock", havingValue = "false", matchIfMissing = true)
class PeerJobs {

  private final IJobMaintenanceService jobs;

  PeerJobs(IJobMaintenanceService jobs) {
    this.jobs = jobs;
  }

  @Scheduled(fixedDelay = 1000)
  void takeOn() {
    jobs.runMaintenancePass();
  }
}
