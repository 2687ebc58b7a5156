package org.xiangqiao.server.bulkimport;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as a configuration file gives them, with the defaults. */
final class ImportSettingsOf {

  private ImportSettingsOf() {}

  static ImportSettings defaultsAnd(String... namesAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put("xiangqiao.import." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("xiangqiao.import", ImportSettings.class);
  }
}
