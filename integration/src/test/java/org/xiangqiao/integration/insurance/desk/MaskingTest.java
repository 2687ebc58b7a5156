package org.xiangqiao.integration.insurance.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @Test
  void numbersOfThePersonGoHoweverShort() {
    Masking masking = new Masking(Arrays.asList("P0011", "P00115", null, "A12", "AB-77/3"));
    assertThat(masking.masked("人员P00115与P0011不符，卡AB-77/3")).isEqualTo("人员***与***不符，卡***");
    assertThat(masking.masked("规则A12未通过")).isEqualTo("规则A12未通过");
  }

  @ParameterizedTest
  @ValueSource(strings = {"13800000000", "0719-8223344", "99010119700101001X", "4213810"})
  void whatLooksLikeANumberOfAPersonGoes(String number) {
    assertThat(new Masking(List.of()).masked("联系" + number + "。")).isEqualTo("联系***。");
  }

  @Test
  void codesAndAmountsStay() {
    String text = "2207 错误码 E1001：金额 1234.56 与明细 70.00 不符";
    assertThat(new Masking(List.of()).masked(text)).isEqualTo(text);
  }
}
