package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.book.InsuranceCase;

/** Reads what a case's messages are made of from the store. */
@FunctionalInterface
public interface Dossiers {

  /**
   * @throws DossierException if the resources do not hold what every message needs
   */
  Dossier of(InsuranceCase owner);
}
