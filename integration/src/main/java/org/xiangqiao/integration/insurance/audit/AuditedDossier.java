package org.xiangqiao.integration.insurance.audit;

import java.util.HashSet;
import java.util.Set;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.ForwardingDossier;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** A dossier that the platform is asked about, once before its charges and once before its end. */
final class AuditedDossier extends ForwardingDossier {

  private static final String BEFORE = "3101";
  private static final String DURING = "3102";

  private final Audits audits;
  private final InsuranceCase owner;
  private final AuditPlace place;
  private final Set<String> asked = new HashSet<>();
  private Known told = Known.NOTHING;

  AuditedDossier(Dossier dossier, Audits audits, InsuranceCase owner, AuditPlace place) {
    super(dossier);
    this.audits = audits;
    this.owner = owner;
    this.place = place;
  }

  @Override
  public Payload input(StepKind kind, Known known, Credential credential) {
    told = known;
    return super.input(kind, known, credential);
  }

  @Override
  public void check(StepKind kind, Payload input) {
    super.check(kind, input);
    String infno = infno(kind);
    if (infno != null && place.audits().containsKey(infno) && asked.add(infno)) {
      audits.ask(owner, place, infno, told, insuredDistrict());
    }
  }

  private static String infno(StepKind kind) {
    return switch (kind) {
      case DETAILS -> BEFORE;
      case SETTLE -> DURING;
      default -> null;
    };
  }
}
