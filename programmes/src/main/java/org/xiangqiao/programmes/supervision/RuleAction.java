package org.xiangqiao.programmes.supervision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a hit of a rule does (处理方式). */
public enum RuleAction {
  /** The bill is not settled (拒绝). */
  @JsonProperty("refuse")
  REFUSE,
  /** The bill is settled, and the counter is told (提醒). */
  @JsonProperty("warn")
  WARN,
  /** The rule is not looked at (关闭). */
  @JsonProperty("off")
  OFF
}
