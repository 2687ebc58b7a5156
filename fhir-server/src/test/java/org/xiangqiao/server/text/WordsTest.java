package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void wordsAreTakenApartAtSpacesAndWhereChineseMeetsLatin() {
    assertThat(Words.of("高血压 II级")).containsExactly("高血压", "II", "级");
    assertThat(Words.of("血压120mmHg")).containsExactly("血压", "120mmHg");
    assertThat(Words.of("\"chest pain\" fever")).containsExactly("chest pain", "fever");
    assertThat(Words.of("“慢性 胃炎”")).containsExactly("慢性 胃炎");
    assertThat(Words.of("beta-2")).containsExactly("beta-2");
  }

  @Test
  void charactersOfTheSecondPlaneStayWhole() {
    assertThat(Words.of("𠮷a")).containsExactly("𠮷", "a");
  }

  @Test
  void whatIsNoWordIsLeftOutAndTheNumberIsBounded() {
    assertThat(Words.of("  -- ， 。 ")).isEmpty();
    assertThat(Words.of(String.join(" ", Collections.nCopies(100, "热")))).hasSize(Words.MOST);
  }
}
