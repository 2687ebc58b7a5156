package org.xiangqiao.terminology.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpelledPartsTest {

  @Test
  void partsBeginAtSyllables() {
    SpelledParts parts = SpelledParts.of(List.of(List.of("gao", "xue", "ya")));
    assertThat(parts.tails()).containsExactly("gaoxueya", "gxy", "xueya", "xy", "ya", "y");
    assertThat(parts.heads())
        .containsExactlyInAnyOrder(
            "ga", "gao", "gaox", "gx", "gxy", "xu", "xue", "xuey", "xy", "ya");
  }

  @Test
  void longNamesAreBounded() {
    SpelledParts parts = SpelledParts.of(List.of(Collections.nCopies(1000, "zhuang")));
    assertThat(parts.tails()).allMatch(each -> each.length() <= SpelledParts.LONGEST);
    assertThat(parts.tails()).hasSize(2);
  }

  @Test
  void nothingReadIsNothingFound() {
    assertThat(SpelledParts.of(List.of()).heads()).isEmpty();
  }
}
