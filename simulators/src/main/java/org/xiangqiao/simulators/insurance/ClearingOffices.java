package org.xiangqiao.simulators.insurance;

import java.util.HashMap;
import java.util.Map;

/** Which office clears (清算经办机构) for which insured: the platform's own, unless it was told. */
public final class ClearingOffices {

  private final String own;
  private final Map<String, String> ofDistrict = new HashMap<>();
  private boolean told = true;

  ClearingOffices(String own) {
    this.own = own;
  }

  /** Settlements of persons who are insured in the district are another office's from now on. */
  public synchronized void put(String insuredDistrict, String office) {
    ofDistrict.put(insuredDistrict, office);
  }

  /** Whether answers to settlements name the office. */
  public synchronized void told(boolean yes) {
    told = yes;
  }

  synchronized String of(InsuredPerson person) {
    return person == null ? own : ofDistrict.getOrDefault(person.district(), own);
  }

  synchronized boolean told() {
    return told;
  }
}
