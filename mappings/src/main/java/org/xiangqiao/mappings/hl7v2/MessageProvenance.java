package org.xiangqiao.mappings.hl7v2;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;

/** Provenance (来源) of everything one message wrote: who sent it, when, under which control id. */
final class MessageProvenance {

  private static final String AGENT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
  private static final String TRIGGER = "http://terminology.hl7.org/CodeSystem/v2-0003";

  private MessageProvenance() {}

  static Provenance of(
      DecodedMessage message, Hl7Time eventTime, List<Reference> written, MessageContext context) {
    Provenance provenance = new Provenance();
    provenance.getMeta().setSource(context.systems().source());
    provenance.setTarget(written);
    provenance.setOccurred(eventTime.dateTime());
    provenance.setRecorded(Date.from(context.receivedAt()));
    provenance.getRecordedElement().setTimeZoneZulu(true);
    String trigger = message.messageType().substring(message.messageType().indexOf('^') + 1);
    provenance.setActivity(new CodeableConcept(new Coding().setSystem(TRIGGER).setCode(trigger)));
    provenance
        .addAgent()
        .setType(new CodeableConcept(new Coding(AGENT, "author", "Author")))
        .setWho(context.organization());
    provenance
        .addEntity()
        .setRole(ProvenanceEntityRole.SOURCE)
        .setWhat(
            new Reference()
                .setIdentifier(context.systems().identifier("message", message.controlId())));
    return provenance;
  }
}
