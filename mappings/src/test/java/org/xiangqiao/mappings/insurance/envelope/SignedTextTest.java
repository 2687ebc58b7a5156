package org.xiangqiao.mappings.insurance.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"infcode\":0,\"output\":{ \"a\" : 1.50, \"b\":[{\"c\":\"中\"}] },\"x\":1}|{ \"a\" : 1.50, \"b\":[{\"c\":\"中\"}] }",
        "\uFEFF {\"infcode\":0,\"output\":[1, 2]}|[1, 2]",
        "{\"output\":\"{\\\"a\\\":1}\",\"infcode\":0}|{\"a\":1}",
        "{\"infcode\":0,\"output\":null}|~~",
        "{\"infcode\":0,\"more\":{\"output\":1}}|~~"
      })
  void theOutputIsTakenAsItCame(String body, String output) {
    assertThat(SignedText.of(body.getBytes(UTF_8)).orElseThrow())
        .containsEntry("output", output)
        .containsOnlyKeys("output", "infcode", "reference", "received", "responded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"output\":{", "<html>", "{\"output\"", "nothing"})
  void whatIsNoObjectHasNoText(String body) {
    assertThat(SignedText.of(body.getBytes(UTF_8)))
        .isEqualTo(java.util.Optional.<Map<String, String>>empty());
  }
}
