package org.xiangqiao.server.audit;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;

/** Shows a record as AuditEvent, FHIR R4 auditevent.html. */
final class AuditEventMapping {

  private static final String EVENT_TYPES =
      "http://terminology.hl7.org/CodeSystem/audit-event-type";
  private static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
  private static final String OWN_INTERACTIONS =
      "https://xiangqiao.org/fhir/CodeSystem/audit-interaction";
  private static final String ENTITY_TYPES =
      "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
  private static final String OBJECT_ROLES = "http://terminology.hl7.org/CodeSystem/object-role";

  private AuditEventMapping() {}

  static AuditEvent map(AuditRecord record) {
    AuditEvent event = new AuditEvent();
    event.setId(new AuditEventId(record.at(), record.id()).text());
    event.getMeta().setVersionId("1").setLastUpdated(Date.from(record.at()));
    event.setType(new Coding(EVENT_TYPES, AuditSearch.REST, "RESTful Operation"));
    boolean own = record.interaction().startsWith("admin-") || record.interaction().equals("token");
    event.addSubtype(new Coding(own ? OWN_INTERACTIONS : INTERACTIONS, record.interaction(), null));
    event.setAction(AuditEventAction.fromCode(record.action().fhir()));
    event.setRecorded(Date.from(record.at()));
    event.setOutcome(outcome(record.status()));
    event.setOutcomeDesc("HTTP " + record.status());
    addAgents(event, record);
    event.getSource().getObserver().setDisplay("xiangqiao");
    addEntities(event, record);
    return event;
  }

  private static AuditEventOutcome outcome(int status) {
    return status < 400
        ? AuditEventOutcome._0
        : status < 500 ? AuditEventOutcome._4 : AuditEventOutcome._8;
  }

  private static void addAgents(AuditEvent event, AuditRecord record) {
    AuditEventAgentComponent client = event.addAgent().setRequestor(true);
    if (!record.client().isEmpty()) {
      client.setAltId(record.client());
    }
    if (!record.source().isEmpty()) {
      client.getNetwork().setAddress(record.source()).setType(AuditEventAgentNetworkType._2);
    }
    if (!record.organization().isEmpty()) {
      event
          .addAgent()
          .setRequestor(false)
          .setWho(new Reference("Organization/" + record.organization()));
    }
  }

  private static void addEntities(AuditEvent event, AuditRecord record) {
    if (record.type().equals("message") && !record.resourceId().isEmpty()) {
      event.addEntity().setName("exchange message " + record.resourceId());
    } else if (!record.resourceId().isEmpty()) {
      addResource(event, record.type(), record.resourceId(), record.version());
    }
    record.further().forEach(each -> addResource(event, record.type(), each.id(), each.number()));
    for (String patient : record.patients()) {
      if (!(record.type().equals("Patient") && patient.equals(record.resourceId()))) {
        event
            .addEntity()
            .setWhat(new Reference("Patient/" + patient))
            .setType(new Coding(ENTITY_TYPES, "1", "Person"))
            .setRole(new Coding(OBJECT_ROLES, "1", "Patient"));
      }
    }
    if (!record.query().isEmpty()) {
      event
          .addEntity()
          .setType(new Coding(ENTITY_TYPES, "2", "System Object"))
          .setRole(new Coding(OBJECT_ROLES, "24", "Query"))
          .setQuery((record.type() + "?" + record.query()).getBytes(StandardCharsets.UTF_8));
    }
    if (!record.requestId().isEmpty()) {
      event
          .addEntity()
          .setType(new Coding(ENTITY_TYPES, "4", "Other"))
          .setName("X-Request-Id " + record.requestId());
    }
  }

  private static void addResource(AuditEvent event, String type, String id, long version) {
    event
        .addEntity()
        .setWhat(new Reference(type + "/" + id + (version > 0 ? "/_history/" + version : "")))
        .setType(new Coding(RESOURCE_TYPES, type, null));
  }
}
