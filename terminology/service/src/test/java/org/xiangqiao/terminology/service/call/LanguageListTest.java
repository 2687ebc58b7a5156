package org.xiangqiao.terminology.service.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.IllformedLocaleException;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.call.LanguageTag.Depth;
import org.xiangqiao.terminology.service.issue.TxException;

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

  @ParameterizedTest
  @ValueSource(strings = {";", "en,;", "zh;q=NaN", "zh;q=1e9", "zh;q=-1", "zh;q=2", ",", "zh;q="})
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> LanguageList.of(text, false))
        .isInstanceOf(IllformedLocaleException.class);
  }

  @Test
  void aHeaderThatIsNoListSaysNothing() {
    TxParameters parameters = TxParameters.of(new Parameters(), "en,;", false);
    assertThat(parameters.languages()).isNull();
    assertThatThrownBy(() -> TxParameters.of(Samples.asked("displayLanguage", ";"), null, false))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("displayLanguage");
  }

  @Test
  void anEmptyElementSaysNothing() {
    assertThat(LanguageList.of("zh-CN;Q=1.000,, en ;q=0.5,", false).tags())
        .extracting(LanguageTag::code)
        .containsExactly("zh-CN", "en");
  }

  @Test
  void whatIsNoLanguageIsRefused() {
    assertThatThrownBy(() -> LanguageList.of("notalanguage", false))
        .isInstanceOf(IllformedLocaleException.class);
  }
}
