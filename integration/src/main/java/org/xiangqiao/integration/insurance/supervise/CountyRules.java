package org.xiangqiao.integration.insurance.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.programmes.supervision.ItemFile;
import org.xiangqiao.programmes.supervision.Items;
import org.xiangqiao.programmes.supervision.Rules;
import org.xiangqiao.programmes.supervision.Supervision;

/** The rules of each county (县级规则), read once: a file that is wrong stops the start. */
public final class CountyRules {

  private final Rules rules = Rules.shipped();
  private final Map<Integer, Supervision> byTenant = new HashMap<>();
  private final Supervision asShipped = new Supervision(rules, Map.of(), Items.none());

  /**
   * @throws IllegalArgumentException if a setting or a file of items is wrong
   */
  public CountyRules(SupervisionSettings settings) {
    settings
        .counties()
        .forEach(
            (tenant, county) ->
                byTenant.put(
                    tenant, new Supervision(rules, county.rules(), items(county.items()))));
  }

  Supervision of(int tenantId) {
    return byTenant.getOrDefault(tenantId, asShipped);
  }

  Set<String> ids() {
    return rules.ids();
  }

  private static Items items(String path) {
    if (path == null) {
      return Items.none();
    }
    try (BufferedReader csv = Files.newBufferedReader(Path.of(path))) {
      return ItemFile.read(csv);
    } catch (IOException e) {
      throw new UncheckedIOException("insurance items " + path, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("insurance items " + path + ": " + e.getMessage(), e);
    }
  }
}
