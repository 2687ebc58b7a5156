package org.xiangqiao.server.insurance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Everything that is told of catalogues is told in both languages, refusals with a remedy. */
class CatalogueTextsTest {

  private static final ResourceBundle.Control EXACTLY =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  @Test
  void eachTextIsThereInChineseAndEnglish() {
    String bundle = "org.xiangqiao.server.insurance.catalogue.catalogue";
    ResourceBundle english = ResourceBundle.getBundle(bundle, Locale.ROOT, EXACTLY);
    ResourceBundle chinese = ResourceBundle.getBundle(bundle, Locale.CHINESE, EXACTLY);

    assertThat(chinese.keySet()).isEqualTo(english.keySet()).isNotEmpty();
    for (String key : english.keySet()) {
      assertThat(chinese.getString(key)).as(key).isNotBlank().isNotEqualTo(english.getString(key));
      if (key.startsWith("insurance-") && !key.endsWith(".remedy")) {
        assertThat(english.keySet()).contains(key + ".remedy");
      }
    }
  }
}
