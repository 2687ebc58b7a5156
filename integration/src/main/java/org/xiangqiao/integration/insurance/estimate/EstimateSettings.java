package org.xiangqiao.integration.insurance.estimate;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is estimated while the platform is down (待遇测算).
 *
 * @param plans dated parameter files of counties (JSON), by path; without any nothing is estimated
 */
@ConfigurationProperties("xiangqiao.insurance.estimate")
public record EstimateSettings(List<String> plans) {

  public EstimateSettings {
    plans = plans == null ? List.of() : List.copyOf(plans);
  }
}
