package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

  private static final String WHOLE =
      "{'infno':'2207','msgid':'M1','fixmedins_code':'H1','sign_no':'SIGN','opter':'OPERATOR',"
          + "'input':{'data':{'psn_no':'PERSON','cnt':%s}}}";

  @ParameterizedTest
  @ValueSource(strings = {"'2207'", "'M1'", "'H1'"})
  void refusesNumbersThatAreTooLong(String value) {
    String text = WHOLE.formatted("1").replace(value, "'" + "x".repeat(65) + "'");
    assertThatThrownBy(() -> read(text)).isInstanceOf(Refusal.class).hasMessageContaining("过长");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "'1e-999999999'", "'12345678901234567890123456789012345678901'"})
  void refusesAmountsBeyondAllAmounts(String value) {
    Call call = read(WHOLE.formatted(value));
    assertThatThrownBy(() -> Call.number(call.row("data"), "cnt"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cnt");
  }

  @Test
  void noPersonAndNoCredentialIsInItsText() {
    assertThat(read(WHOLE.formatted("1")))
        .asString()
        .contains("2207", "M1")
        .doesNotContain("PERSON", "SIGN", "OPERATOR");
    assertThat(
            InsuredPerson.resident("PERSON", "CARD", "张三", "421300")
                .withCredentials(Set.of("TOKEN")))
        .asString()
        .doesNotContain("PERSON", "CARD", "TOKEN", "张三");
  }

  private static Call read(String text) {
    return Call.read(Centre.JSON, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
