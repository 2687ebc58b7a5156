package org.xiangqiao.integration.insurance.supervise;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.supervision.RuleAction;

/**
 * Checks of bills before money moves (医保监管规则).
 *
 * @param counties by tenant; a county that is not named has the rules as they ship and no facts
 *     about items
 * @param levels of institutions, by {@code fixmedins_code}; township where none is given
 */
@ConfigurationProperties("xiangqiao.insurance.supervision")
public record SupervisionSettings(Map<Integer, County> counties, Map<String, CareLevel> levels) {

  public SupervisionSettings {
    counties = counties == null ? Map.of() : Map.copyOf(counties);
    levels = levels == null ? Map.of() : Map.copyOf(levels);
  }

  /**
   * What a county decided.
   *
   * @param items path of its file of items (CSV), or null
   * @param rules refuse, warn or off, by rule id
   */
  public record County(String items, Map<String, RuleAction> rules) {

    public County {
      rules = rules == null ? Map.of() : Map.copyOf(rules);
    }
  }

  public CareLevel level(String institution) {
    return levels.getOrDefault(institution, CareLevel.TOWNSHIP);
  }
}
