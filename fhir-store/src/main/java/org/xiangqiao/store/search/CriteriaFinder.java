package org.xiangqiao.store.search;

import java.util.List;
import org.xiangqiao.store.Caller;

/**
 * Conditional interactions ask here; runs inside the caller's database transaction if there is one.
 */
public interface CriteriaFinder {

  /**
   * Ids of current resources that match.
   *
   * @param criteria as in a URL without type and question mark, percent-encoded as the sender wrote
   *     it
   * @param limit at most so many are looked up; 2 suffices to know "several"
   * @throws org.xiangqiao.store.StoreException if a parameter is unknown: conditional criteria are
   *     never lenient
   */
  List<String> find(Caller caller, String type, String criteria, int limit);

  /**
   * As {@link #find}, for references in resources: nobody is asked whether the sender may look into
   * other types, so the criteria must not.
   */
  List<String> findOfType(Caller caller, String type, String criteria, int limit);

  /**
   * The criteria in a normal form (decoded, parameters and values sorted), so that equal questions
   * serialise on the same advisory lock.
   */
  String normalise(String type, String criteria);
}
