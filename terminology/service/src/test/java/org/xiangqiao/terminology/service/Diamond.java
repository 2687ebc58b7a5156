package org.xiangqiao.terminology.service;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ValueSet;

/** Value sets each of which imports the next one four times: as good as all of it, and together. */
public final class Diamond {

  private Diamond() {}

  /** The first at the address, the last with all the codes of the samples. */
  public static List<ValueSet> of(String url, int levels) {
    List<ValueSet> all = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      String next = url + "/" + (level + 1);
      ValueSet valueSet = Samples.all(level == 0 ? url : url + "/" + level);
      if (level < levels - 1) {
        valueSet.getCompose().getInclude().clear();
        valueSet.getCompose().addInclude().addValueSet(next).addValueSet(next);
        valueSet.getCompose().addInclude().addValueSet(next);
        valueSet.getCompose().addInclude().setSystem(Samples.SYSTEM).addValueSet(next);
      }
      all.add(valueSet);
    }
    return all;
  }
}
