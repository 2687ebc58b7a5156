package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.mappings.hl7v2.Acknowledgement;
import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;
import org.xiangqiao.store.FhirStore;

/** The steps of the journey, built once and shared by listener, recovery and replay. */
record MllpSteps(
    Recognition recognition,
    Recording recording,
    Translation translation,
    Writing writing,
    Answering answering,
    Settlement settlement,
    Failures failures) {

  /**
   * @param jdbc on the database of {@code store}
   */
  static MllpSteps build(
      MllpSettings settings,
      Partners partners,
      Hl7v2Mapping mapping,
      Acknowledgement acknowledgement,
      ExchangeLedger ledger,
      FhirStore store,
      JdbcTemplate jdbc,
      FhirContext fhir,
      MeterRegistry meters,
      Clock clock) {
    Settlement settlement = new Settlement(ledger, acknowledgement, clock);
    return new MllpSteps(
        new Recognition(mapping, partners, settings.unknownSenderTenant(), clock),
        new Recording(ledger, settlement),
        new Translation(mapping, settlement),
        new Writing(
            store,
            ledger,
            new StoredState(new StoredResidents(store, fhir), new DoseEvents(jdbc)),
            new SenderOrganizations(store),
            settlement),
        new Answering(meters, clock),
        settlement,
        new Failures(settlement));
  }

  FrameFaults brokenFrames(MllpSettings settings) {
    return new BrokenFrames(recognition, recording, answering, settings.maxMessageSize().toBytes());
  }
}
