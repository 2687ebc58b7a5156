package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.store.WriteOperation;

/** Makes the resources that tell how a claim ended: ClaimResponse, and a Task for a person. */
public interface Telling {

  List<WriteOperation> resources(Told told);

  /**
   * A Task for a person, when nobody knows whether a visit is registered.
   *
   * @param because the step of which that is not known
   */
  List<WriteOperation> visit(InsuranceCase ended, Step because);

  /**
   * What the platform said, without the numbers of the person (脱敏).
   *
   * @param shown numbers of what the patient showed
   */
  String masked(InsuranceCase about, List<String> shown, String words);

  /** A Task for a person, when the others could not be made or stored; needs no other resource. */
  List<WriteOperation> untold(InsuranceCase ended);
}
