package org.xiangqiao.terminology.service.validate;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Parameters;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.memory.CompositeSource;
import org.xiangqiao.terminology.service.memory.ResourceSource;

/** The code system that a call brings along as {@code codeSystem}, or was addressed to. */
final class SentCodeSystem {

  private SentCodeSystem() {}

  static Optional<CodeSystem> of(Parameters sent) {
    Optional<CodeSystem> found =
        sent.getParameter().stream()
            .filter(each -> "codeSystem".equals(each.getName()))
            .map(Parameters.ParametersParameterComponent::getResource)
            .filter(CodeSystem.class::isInstance)
            .map(CodeSystem.class::cast)
            .findFirst();
    if (found.isPresent() && !found.get().hasUrl()) {
      throw TxException.invalid(null, "CODE_SYSTEM_NO_URL", null);
    }
    return found;
  }

  /**
   * With its concepts before what others say of it; the concepts of a mere header lie elsewhere.
   */
  static TerminologySource before(TerminologySource source, CodeSystem sent) {
    return sent.getContent() == CodeSystemContentMode.NOTPRESENT
        ? source
        : new CompositeSource(List.of(new ResourceSource(List.of(sent)), source));
  }
}
