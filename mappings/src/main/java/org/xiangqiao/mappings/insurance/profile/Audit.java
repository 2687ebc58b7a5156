package org.xiangqiao.mappings.insurance.profile;

import java.time.Duration;
import java.util.Map;

/**
 * How a province's platform is asked to audit charges (明细审核), for one of 3101 and 3102.
 *
 * @param within limit of the answer
 * @param hit whether a hit refuses the claim or is a note
 * @param silence whether a claim passes, with a note, when there is no answer in time
 * @param values of fields that no resource holds, by the platform's key
 */
public record Audit(Duration within, OnHit hit, OnSilence silence, Map<String, String> values) {

  /** What a hit does. */
  public enum OnHit {
    WARN,
    REFUSE
  }

  /** What no answer does. */
  public enum OnSilence {
    PASS,
    REFUSE
  }

  public Audit {
    values = Map.copyOf(values);
  }
}
