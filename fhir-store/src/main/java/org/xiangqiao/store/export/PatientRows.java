package org.xiangqiao.store.export;

import java.util.List;

/**
 * Residents (居民) as a subquery, because a group may have hundreds of thousands.
 *
 * @param select gives row ids of Patients in its only column
 * @param values of its parameters
 */
public record PatientRows(String select, List<Object> values) {

  public PatientRows {
    values = List.copyOf(values);
  }
}
