package org.xiangqiao.terminology.service.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.IllformedLocaleException;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.call.LanguageTag.Depth;

class LanguageListTest {

  @Test
  void theHeaviestComesFirst() {
    LanguageList list = LanguageList.of("en;q=0.5, zh-CN", false);
    assertThat(list.tags()).extracting(LanguageTag::code).containsExactly("zh-CN", "en");
    assertThat(list.text()).isEqualTo("zh-CN, en; q=0.5");
  }

  @Test
  void depthTellsHowMuchHasToBeTheSame() {
    LanguageList list = LanguageList.of("zh-CN", false);
    assertThat(list.matches("zh-CN", Depth.FULL)).isTrue();
    assertThat(list.matches("zh", Depth.REGION)).isFalse();
    assertThat(list.matches("zh", Depth.LANGUAGE)).isTrue();
    assertThat(list.matches("en", Depth.LANGUAGE)).isFalse();
    assertThat(LanguageList.of("*", false).matches("en", Depth.FULL)).isTrue();
  }

  @Test
  void whatIsNoLanguageIsRefused() {
    assertThatThrownBy(() -> LanguageList.of("notalanguage", false))
        .isInstanceOf(IllformedLocaleException.class);
  }
}
