package org.xiangqiao.server.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class XmlTextTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  @Test
  void whatNoXmlCanHoldIsReplacedEverywhere() {
    OperationOutcome outcome = new OperationOutcome();
    var issue = outcome.addIssue();
    issue.getDetails().setText("a\u0000b\ud800c\uffff");
    issue.getDetails().getTextElement().addExtension("http://e.org", new StringType("\u0001"));
    issue.addExpression("Patient.\u0002");
    XmlText.cleanse(outcome);
    OperationOutcome read =
        FHIR.newXmlParser()
            .parseResource(
                OperationOutcome.class, FHIR.newXmlParser().encodeResourceToString(outcome));
    assertThat(read.getIssueFirstRep().getDetails().getText()).isEqualTo("a\ufffdb\ufffdc\ufffd");
    assertThat(read.getIssueFirstRep().getExpression().get(0).getValue())
        .isEqualTo("Patient.\ufffd");
  }

  @Test
  void everythingElseStays() {
    String text = "张\t三\n\ud840\udc87 <&>";
    assertThat(XmlText.cleansed(text)).isEqualTo(text);
  }
}
