package org.xiangqiao.mappings.insurance.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Booked;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Reason;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Refused;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Unreadable;

class EnvelopeJsonTest {

  private static final TransactionTable TABLE = TransactionTable.load();

  private final RequestJson requests = new RequestJson(TABLE, MessageFormat.USUAL);
  private final AnswerJson answers = new AnswerJson(TABLE, MessageFormat.USUAL, 100_000);

  @Test
  void writesTheEnvelopeAndListsAsLists() {
    Row line = Row.builder().put("feedetl_sn", "1").put("cnt", new BigDecimal("2.0000")).build();

    assertThat(text(requests.write(request("2204", Payload.of("feedetail", List.of(line))))))
        .isEqualTo(
            "{\"infno\":\"2204\",\"msgid\":\"H99010100001202611221000030017\","
                + "\"mdtrtarea_admvs\":\"990101\",\"insuplc_admdvs\":\"990102\","
                + "\"recer_sys_code\":\"FSI_LOCAL\",\"infver\":\"V1.0\",\"opter_type\":\"1\","
                + "\"opter\":\"S01\",\"opter_name\":\"孙\",\"inf_time\":\"2026-11-22 10:00:03\","
                + "\"fixmedins_code\":\"H99010100001\",\"fixmedins_name\":\"青山乡卫生院\","
                + "\"sign_no\":\"990101G000000000001\","
                + "\"input\":{\"feedetail\":[{\"feedetl_sn\":\"1\",\"cnt\":2.0000}]}}");
  }

  @Test
  void aProvinceWantsTheInputAsTextAndItsOwnNodeName() {
    MessageFormat province = new MessageFormat(true, Map.of("2201.data", "mdtrtinfo"));
    RequestJson other = new RequestJson(TABLE, province);
    InsuranceRequest request =
        request("2201", Payload.of("data", Row.builder().put("psn_no", "1").build()));

    assertThat(text(other.write(request)))
        .endsWith("\"input\":\"{\\\"mdtrtinfo\\\":{\\\"psn_no\\\":\\\"1\\\"}}\"}");
    assertThat(other.read(other.write(request))).isEqualTo(request);
  }

  @Provide
  Arbitrary<Payload> payloads() {
    Arbitrary<Row> rows =
        Combinators.combine(
                Arbitraries.strings()
                    .ascii()
                    .withCharRange('\u4e00', '\u9fff')
                    .ofMinLength(1)
                    .ofMaxLength(20),
                Arbitraries.bigDecimals()
                    .between(
                        new BigDecimal("-99999999999999.99"), new BigDecimal("99999999999999.99"))
                    .ofScale(2),
                Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8),
                        Arbitraries.strings().alpha().ofMinLength(1))
                    .ofMaxSize(4))
            .as(
                (text, amount, more) -> {
                  Row.Builder row =
                      Row.builder().put("psn_name", text).put("medfee_sumamt", amount);
                  more.forEach((key, value) -> row.put("x_" + key, value));
                  return row.build();
                });
    return rows.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(list -> Payload.of("setlinfo", list.get(0)).and("setldetail", list));
  }

  @Property(tries = 200)
  void requestsAreReadAsTheyWereWritten(@ForAll("payloads") Payload payload) {
    InsuranceRequest request = request("2207", payload);

    assertThat(requests.read(requests.write(request))).isEqualTo(request);
  }

  @Property(tries = 200)
  void answersAreReadAsTheyWereWritten(@ForAll("payloads") Payload payload) {
    InsuranceAnswer answer =
        InsuranceAnswer.success("990101202611221000000000000001", "20261122100000123", payload);

    assertThat(answers.read("2207", answers.write("2207", answer))).isEqualTo(new Booked(answer));
  }

  @Property(tries = 300)
  void whateverComesIsAResult(@ForAll byte[] body) {
    assertThat(answers.read("2207", body)).isInstanceOf(Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"infcode\":0,\"output\":{\"data\":{\"mdtrt_id\":\"M1\"}}}",
        "{\"infcode\":\"0\",\"output\":{\"data\":[{\"mdtrt_id\":\"M1\"}]}}",
        "{\"infcode\":\" 0 \",\"output\":\"{\\\"data\\\":{\\\"mdtrt_id\\\":\\\"M1\\\"}}\"}",
        "\uFEFF  {\"infcode\":0.0,\"output\":{\"data\":{\"mdtrt_id\":\"M1\"}}} "
      })
  void successComesInManyForms(String body) {
    Booked booked = (Booked) read(body);

    assertThat(booked.answer().output().row("data").text("mdtrt_id")).contains("M1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"null\"", "{}", "[]"})
  void anOutputOfNothingIsSuccess(String output) {
    Booked booked = (Booked) read("{\"infcode\":0,\"output\":" + output + "}");

    assertThat(booked.answer().output().rows("setlinfo")).isEmpty();
  }

  @Test
  void aRefusalKeepsItsTextInFullAndUnknownKeys() {
    String reason = "结算失败".repeat(200);
    Refused refused =
        (Refused)
            read(
                "{\"infcode\":\"-1\",\"err_msg\":\""
                    + reason
                    + "\",\"output\":\"garbage\",\"traceId\":\"t-1\"}");

    assertThat(refused.answer().code()).isEqualTo(-1);
    assertThat(refused.answer().error()).isEqualTo(reason);
    assertThat(refused.answer().more()).containsEntry("traceId", "t-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "''|EMPTY",
        "'  '|EMPTY",
        "<html><body>502 Bad Gateway</body></html>|MARKUP",
        "garbage|NOT_JSON",
        "{\"infcode\":0|NOT_JSON",
        "{\"infcode\":0}{\"infcode\":-1}|NOT_JSON",
        "{\"infcode\":0,\"infcode\":-1}|NOT_JSON",
        "[0]|NOT_AN_OBJECT",
        "null|NOT_AN_OBJECT",
        "{}|CODE_MISSING",
        "{\"infcode\":null}|CODE_MISSING",
        "{\"infcode\":{}}|CODE_MISSING",
        "{\"infcode\":\"ok\"}|CODE_NOT_A_NUMBER",
        "{\"infcode\":0.5}|CODE_NOT_A_NUMBER",
        "{\"infcode\":1e999999}|CODE_NOT_A_NUMBER",
        "{\"infcode\":0,\"output\":\"<html/>\"}|OUTPUT",
        "{\"infcode\":0,\"output\":\"7\"}|OUTPUT"
      })
  void whatCannotBeUnderstoodIsNoRefusal(String body, Reason reason) {
    assertThat(read(body)).isEqualTo(new Unreadable(reason));
  }

  @Test
  void otherEncodingsAndLongAnswersAreNotRead() {
    byte[] national = "{\"infcode\":0,\"err_msg\":\"成功\"}".getBytes(Charset.forName("GB18030"));

    assertThat(answers.read("2207", national)).isEqualTo(new Unreadable(Reason.NOT_UTF_8));
    assertThat(answers.read("2207", new byte[100_001])).isEqualTo(new Unreadable(Reason.TOO_LARGE));
  }

  @Test
  void anAmountWithAHugeExponentIsNoNumber() {
    Booked booked =
        (Booked) read("{\"infcode\":0,\"output\":{\"setlinfo\":{\"balc\":1e99999999}}}");

    assertThat(booked.answer().output().row("setlinfo").has("balc")).isTrue();
    assertThat(booked.answer().output().row("setlinfo").number("balc")).isEmpty();
  }

  @Test
  void amountsAreTakenAsTextsAndKeepTheirDigits() {
    Booked booked =
        (Booked)
            read("{\"infcode\":0,\"output\":{\"setlinfo\":{\"a\":\"12.30\",\"b\":12.30,\"c\":0}}}");
    Row row = booked.answer().output().row("setlinfo");

    assertThat(row.number("a")).contains(new BigDecimal("12.30"));
    assertThat(row.number("b")).contains(new BigDecimal("12.30"));
    assertThat(row.number("c")).contains(BigDecimal.ZERO);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsSaidInBothLanguages(Reason reason) {
    Unreadable unreadable = new Unreadable(reason);

    assertThat(unreadable.problem().text(Locale.CHINESE)).contains("医保平台");
    assertThat(unreadable.problem().text(Locale.ENGLISH)).contains("insurance platform");
    assertThat(unreadable.problem().remedy(Locale.CHINESE)).contains("请");
    assertThat(unreadable.problem().remedy(Locale.ENGLISH)).contains("Do not send again");
  }

  @Test
  void whatIsNoRequestSaysWhyAndNothingOfIt() {
    assertThatThrownBy(() -> requests.read("{\"infno\":\"周德旺\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableMessageException.class)
        .hasNoCause()
        .message()
        .doesNotContain("周德旺");
  }

  @Test
  void printedMessagesNameNobody() {
    InsuranceRequest request =
        request("2201", Payload.of("data", Row.builder().put("psn_name", "周德旺").build()));

    assertThat(request + " " + request.input() + request.input().rows("data") + request.operator())
        .doesNotContain("周德旺", "孙");
  }

  private InsuranceResult read(String body) {
    return answers.read("2201", body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static InsuranceRequest request(String infno, Payload input) {
    LocalDateTime time = LocalDateTime.of(2026, 11, 22, 10, 0, 3);
    return new InsuranceRequest(
        infno,
        MessageId.of("H99010100001", time, 17),
        time,
        new Districts("990101", "990102"),
        new Receiver("FSI_LOCAL", "V1.0"),
        new Institution("H99010100001", "青山乡卫生院"),
        new Operator("1", "S01", "孙", "990101G000000000001"),
        Device.NONE,
        MessageSignature.NONE,
        Map.of(),
        input);
  }
}
