package org.xiangqiao.bench.oracle.query;

import java.util.List;
import org.hl7.fhir.r4.model.Base;

/** The forms of conditions of one kind of search parameter. */
interface Conditions {

  /**
   * One condition of each form that applies.
   *
   * @param values what resources hold for the parameter
   */
  List<Criterion> of(Parameter parameter, List<Base> values, Pick pick);
}
