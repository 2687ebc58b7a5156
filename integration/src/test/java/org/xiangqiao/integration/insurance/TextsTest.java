package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is told is told in both languages. */
class TextsTest {

  private static final ResourceBundle.Control EXACTLY =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "clock",
        "desk",
        "eligibility",
        "list",
        "reconcile",
        "refund",
        "trust",
        "undo"
      })
  void eachTextIsThereInChineseAndEnglish(String of) {
    String bundle = "org.xiangqiao.integration.insurance." + of + ".texts";
    ResourceBundle english = ResourceBundle.getBundle(bundle, Locale.ROOT, EXACTLY);
    ResourceBundle chinese = ResourceBundle.getBundle(bundle, Locale.CHINESE, EXACTLY);
    assertThat(english.keySet()).isNotEmpty();
    for (String key : english.keySet()) {
      assertThat(chinese.getString(key)).as(key).isNotBlank().isNotEqualTo(english.getString(key));
    }
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
  }
}
