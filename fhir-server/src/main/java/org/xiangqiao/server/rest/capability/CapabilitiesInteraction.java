package org.xiangqiao.server.rest.capability;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.Interaction;

/** capabilities, open to everybody. R4 http.html#capabilities. */
public final class CapabilitiesInteraction implements Interaction {

  private final CapabilityStatements statements;
  private final TerminologyOffer terminology;
  private final PublicAddress address;

  public CapabilitiesInteraction(
      CapabilityStatements statements, TerminologyOffer terminology, PublicAddress address) {
    this.statements = statements;
    this.terminology = terminology;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String[] mode = request.getParameters().get("mode");
    if (mode != null && mode.length == 1 && mode[0].equals("terminology")) {
      return Answer.ok(
          new Answer.Model(terminology.capabilities(address.root(request.getServletRequest()))));
    }
    return Answer.ok(new Answer.Json(statements.json(address.root(request.getServletRequest()))));
  }

  /** For HAPI's own use of the statement, such as its OpenAPI page. */
  @Metadata
  public CapabilityStatement statement(ServletRequestDetails request) {
    return statements.statement(address.root(request.getServletRequest()));
  }
}
