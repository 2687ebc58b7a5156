package org.xiangqiao.server.expunge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.ledger.LedgerErasure;
import org.xiangqiao.integration.mllp.DoseErasure;
import org.xiangqiao.integration.outbox.OutboxErasure;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/** Raw messages that brought what is erased or told others of it, and moments of doses. */
final class ExchangeErasure implements ErasureParticipant {

  private final LedgerErasure ledger;
  private final OutboxErasure outbox;
  private final DoseErasure doses;

  ExchangeErasure(LedgerErasure ledger, OutboxErasure outbox, DoseErasure doses) {
    this.ledger = ledger;
    this.outbox = outbox;
    this.doses = doses;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    Set<String> references = new TreeSet<>();
    Set<String> numbers = new TreeSet<>();
    List<OutboxErasure.Version> sent = new ArrayList<>();
    List<Immunization> gone = new ArrayList<>();
    for (ErasedVersion version : erased) {
      references.add(version.reference());
      if (version.whole()) {
        // The message that deleted it.
        references.add(
            version.type() + "/" + version.id() + "/_history/" + (version.version() + 1));
      }
      sent.add(
          new OutboxErasure.Version(
              version.type(), version.id(), version.version(), version.whole()));
      if (version.deleted() && version.resource() instanceof Patient patient) {
        patient.getIdentifier().stream()
            .filter(Identifier::hasValue)
            .forEach(identifier -> numbers.add(identifier.getValue()));
      }
      if (version.deleted() && version.resource() instanceof Immunization dose) {
        gone.add(dose);
      }
    }
    int messages = ledger.eraseIncoming(caller.tenantId(), references);
    messages += ledger.eraseUnlinked(caller.tenantId(), numbers);
    messages += outbox.erase(caller.tenantId(), sent);
    return Map.of("messages", messages, "doseEvents", doses.erase(caller.tenantId(), gone));
  }

  @Override
  public Set<String> tables() {
    return Set.of(
        "exchange_message", "exchange_dedupe", "outbox_message", "outbox_lane", "dose_event");
  }
}
