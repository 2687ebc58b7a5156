package org.xiangqiao.integration.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.integration.outbox.SendResult;

class CountyAnswerTest {

  private static final String MESSAGE =
      """
      {"messageId":"m-1","resident":{"name":"欧阳测试","idCard":"990101201901011237",
       "phone":"19900001111","address":"测试县欧阳村一组"}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "200; {'messageId':'m-1','result':'ACCEPTED'}",
        "201; {'messageId':'m-1','result':'DUPLICATE'}",
      })
  void onlyAnAcknowledgementOfOurMessageDelivers(int status, String body) {
    assertThat(answer(status, body)).isInstanceOf(SendResult.Delivered.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "200; {'messageId':'m-2','result':'ACCEPTED'}",
        "200; {'messageId':'m-1','result':'PERHAPS'}",
        "200; {'result':'ACCEPTED'}",
        "200; {'messageId':",
        "200; <html>welcome to the county</html>",
        "200; ~~",
        "204; ~~",
        "302; {'messageId':'m-1','result':'ACCEPTED'}",
        "401; {'error':'token'}",
        "404; <html>not found</html>",
        "429; {'messageId':'m-1','result':'REFUSED'}",
        "422; {'messageId':'m-2','result':'REFUSED'}",
        "409; {'messageId':'m-1','result':'ACCEPTED'}",
        "500; {'messageId':'m-1','result':'REFUSED'}",
        "503; {'messageId':'m-1','result':'ACCEPTED'}",
      })
  void everythingElseIsNoAnswer(int status, String body) {
    assertThat(answer(status, body)).isInstanceOf(SendResult.Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource({"200", "400", "409", "422"})
  void aRefusalNamesCodeAndReasonWithoutPersonalValues(int status) {
    SendResult result =
        answer(
            status,
            "{'messageId':'m-1','result':'REFUSED','code':'E7','field':'/resident/idCard',"
                + "'reason':'欧阳测试 990101201901011237 at 测试县欧阳村一组, phone 19900001111 or"
                + " 19922223333: unknown resident'}");
    Problem problem = ((SendResult.Refused) result).problems().get(0);
    assertThat(problem.place()).isEqualTo("/resident/idCard");
    assertThat(problem.rule()).isEqualTo("partner.refused");
    assertThat(problem.en()).contains("E7").contains("*** *** at ***, phone *** or ***: unknown");
    assertThat(problem.zh()).contains("拒收").contains("E7").doesNotContain("欧阳");
    assertThat(problem.remedyZh()).isNotBlank();
    assertThat(problem.remedyEn()).isNotBlank();
  }

  @Test
  void thePlatformMayAskToWait() {
    SendResult result = CountyAnswer.of(503, new byte[0], "120", "m-1", bytes(MESSAGE));
    assertThat(((SendResult.Unavailable) result).retryAfter()).isEqualTo(Duration.ofMinutes(2));
    SendResult date =
        CountyAnswer.of(503, new byte[0], "Fri, 31 Dec 1999 23:59:59 GMT", "m-1", bytes(MESSAGE));
    assertThat(((SendResult.Unavailable) date).retryAfter()).isNull();
  }

  private static SendResult answer(int status, String body) {
    return CountyAnswer.of(status, bytes(body.replace('\'', '"')), null, "m-1", bytes(MESSAGE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
