package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringFoldingTest {

  @ParameterizedTest
  @CsvSource({
    "Müller, muller",
    "ＡＢＣ１２３, abc123",
    "欧阳 建国, 欧阳 建国",
    "欧阳　建国, 欧阳 建国",
    "買買提・艾力, 買買提·艾力",
    "買買提•艾力, 買買提·艾力",
    "'  a \t b  ', a b",
    "ﾊﾝｶｸ, ハンカク",
    "İ, i"
  })
  void oneFormForWhatLooksAlike(String text, String folded) {
    assertThat(StringFolding.fold(text)).isEqualTo(folded);
  }

  @Test
  void atMostTwoHundredCharactersAndNoHalfOnes() {
    String rare = "𠮷".repeat(300);
    assertThat(StringFolding.fold(rare)).isEqualTo("𠮷".repeat(200));
  }

  @Test
  void aCutBeforeABlankLeavesNoBlank() {
    String once = StringFolding.fold("a".repeat(199) + " b");
    assertThat(once).isEqualTo("a".repeat(199));
    assertThat(StringFolding.fold(once)).isEqualTo(once);
  }

  @Property
  void foldingTwiceChangesNothing(@ForAll String text) {
    String once = StringFolding.fold(text);
    assertThat(StringFolding.fold(once)).isEqualTo(once);
  }
}
