package org.xiangqiao.server.fhirpackage.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Both languages say the same things. */
class PackageFaultsTest {

  @Test
  void everyRuleHasTextAndRemedyInBothLanguages() {
    String name = "org.xiangqiao.server.fhirpackage.installed.installed";
    ResourceBundle english = ResourceBundle.getBundle(name, Locale.ROOT);
    ResourceBundle chinese = ResourceBundle.getBundle(name, Locale.CHINESE);
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(english.containsKey(key.endsWith(".remedy") ? key : key + ".remedy")).isTrue();
      for (int i = 0; i < 5; i++) {
        String argument = "{" + i + "}";
        assertThat(chinese.getString(key).contains(argument))
            .as(key + argument)
            .isEqualTo(english.getString(key).contains(argument));
      }
    }
  }
}
