package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.store.WriteOperation;

/** Makes the resources that tell how a claim ended: ClaimResponse, and a Task for a person. */
public interface Telling {

  List<WriteOperation> resources(Told told);

  /** A Task for a person, when nobody knows whether a visit is registered. */
  List<WriteOperation> visit(InsuranceCase ended);

  /** A Task for a person, when the others could not be made or stored; needs no other resource. */
  List<WriteOperation> untold(InsuranceCase ended);
}
