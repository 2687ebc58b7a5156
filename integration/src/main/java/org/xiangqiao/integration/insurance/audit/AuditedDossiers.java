package org.xiangqiao.integration.insurance.audit;

import java.util.function.Function;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.Dossiers;

/** Dossiers of claims that the platform is asked about first (明细审核). */
public final class AuditedDossiers implements Dossiers {

  private final Dossiers dossiers;
  private final Audits audits;
  private final Function<String, AuditPlace> places;

  /**
   * @param places by the institution's code
   */
  public AuditedDossiers(Dossiers dossiers, Audits audits, Function<String, AuditPlace> places) {
    this.dossiers = dossiers;
    this.audits = audits;
    this.places = places;
  }

  /** What takes money back is never stopped. */
  @Override
  public Dossier of(InsuranceCase owner) {
    Dossier dossier = dossiers.of(owner);
    if (owner.kind() != InsuranceCase.Kind.CLAIM
        || owner.goal().undoes()
        || owner.goal().care().filing()) {
      return dossier;
    }
    AuditPlace place = places.apply(owner.institution());
    return place.audits().isEmpty() ? dossier : new AuditedDossier(dossier, audits, owner, place);
  }
}
