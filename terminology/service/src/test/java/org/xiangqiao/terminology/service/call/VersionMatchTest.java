package org.xiangqiao.terminology.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionMatchTest {

  @ParameterizedTest
  @CsvSource({
    "1.0.0,1.0.0,true",
    "1.x.x,1.2.0,true",
    "1.0.x,1.2.0,false",
    ",1.0.0,true",
    "1.0.0,,false",
    "2024,2024-11,true",
    "1,2,false"
  })
  void matches(String asked, String version, boolean expected) {
    assertThat(VersionMatch.matches(asked, version)).isEqualTo(expected);
  }

  @Test
  void theNewestComesFirst() {
    assertThat(List.of("1.0.0", "1.10.0", "1.2.0").stream().sorted(VersionMatch.NEWEST_FIRST))
        .containsExactly("1.10.0", "1.2.0", "1.0.0");
  }
}
