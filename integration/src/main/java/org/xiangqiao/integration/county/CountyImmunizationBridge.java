package org.xiangqiao.integration.county;

import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.integration.outbox.OutboxFact;
import org.xiangqiao.integration.outbox.OutboxProblems;
import org.xiangqiao.integration.outbox.OutboxSettings;
import org.xiangqiao.integration.outbox.SendResult;
import org.xiangqiao.integration.outbox.UnmappableException;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.county.CountyImmunizationMapping;
import org.xiangqiao.mappings.county.CountyJson;
import org.xiangqiao.mappings.county.CountyMappingException;

/** Brings immunizations to the county immunization platform (县级免疫规划平台). */
class CountyImmunizationBridge implements Bridge {

  private final CountyBridgeSettings settings;
  private final CountyFacts facts;
  private final CountyImmunizationMapping mapping;
  private final CountySender sender;
  private final CountyJson json = new CountyJson();

  CountyImmunizationBridge(
      CountyBridgeSettings settings,
      CountyFacts facts,
      CountyImmunizationMapping mapping,
      CountySender sender) {
    this.settings = settings;
    this.facts = facts;
    this.mapping = mapping;
    this.sender = sender;
  }

  @Override
  public String partner() {
    return CountyBridgeSettings.PARTNER;
  }

  @Override
  public OutboxSettings settings() {
    return settings.outbox();
  }

  @Override
  public byte[] prepare(OutboxFact fact) {
    Immunization immunization = facts.immunization(fact);
    Patient patient = facts.patient(fact, immunization);
    try {
      return json.write(mapping.toCounty(fact.controlId(), fact.effect(), immunization, patient));
    } catch (CountyMappingException e) {
      throw new UnmappableException(
          e.problems().stream().map(CountyImmunizationBridge::problem).toList());
    } catch (RuntimeException e) {
      // It would fail the same way for ever; parked, the lane goes on and a person sees it.
      throw new UnmappableException(
          List.of(
              OutboxProblems.of(
                  fact.resourceType(), "outbox.unexpected", e.getClass().getSimpleName())));
    }
  }

  private static Problem problem(MappingProblem problem) {
    return new Problem(
        problem.place(),
        problem.rule(),
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }

  @Override
  public SendResult send(OutboxFact fact, byte[] payload) {
    return sender.send(fact.controlId(), payload);
  }
}
