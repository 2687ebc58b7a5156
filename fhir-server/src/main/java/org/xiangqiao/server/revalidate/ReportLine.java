package org.xiangqiao.server.revalidate;

import java.util.List;

/**
 * A count of the report.
 *
 * @param checked resources that were looked at; 0 where a rule is counted
 * @param broken resources with errors, or those that break the rule
 * @param examples references of some of them
 */
record ReportLine(Key key, long checked, long broken, List<String> examples) {

  /**
   * What is counted.
   *
   * @param sender registered client id; empty where nobody knows
   * @param profile that asks for the rule; empty where resources are counted
   * @param rule the broken one; empty where resources are counted
   */
  record Key(String type, String sender, String profile, String rule) {}

  ReportLine {
    examples = List.copyOf(examples);
  }
}
