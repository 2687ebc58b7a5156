package org.xiangqiao.server.insurance;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.xiangqiao.integration.insurance.desk.VisitDesk;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.server.rest.answer.Answer;

/** What a counter learns of a registration (挂号结果): state, visit number, the platform's words. */
final class RegistrationAnswer {

  private RegistrationAnswer() {}

  static Answer of(VisitDesk.Registration registration) {
    Parameters answer = new Parameters();
    answer.addParameter("state", new CodeType(registration.state().code()));
    if (registration.visitNumber() != null) {
      answer
          .addParameter()
          .setName("visit")
          .setValue(
              new Identifier()
                  .setSystem(InsuranceSystems.VISIT)
                  .setValue(registration.visitNumber()));
    }
    if (registration.words() != null && !registration.words().isBlank()) {
      answer.addParameter("message", registration.words());
    }
    return Answer.ok(new Answer.Model(answer));
  }
}
