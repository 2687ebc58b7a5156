package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.util.Terser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.Acknowledgement.Code;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.CsvResource;

/** Answers are read back with HAPI's own models and default validation, as a sender would. */
class Hl7v2AcknowledgementTest {

  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

  private final Hl7v2Mapping mapping = new TownshipHl7v2Mapping(CodeTables.load());
  private final Acknowledgement acknowledgement = new Hl7v2Acknowledgement();
  private final HapiContext sender = new DefaultHapiContext();

  @Test
  void acceptsInTheWordsOfTheSender() throws Exception {
    DecodedMessage received = decoded("hl7v2/accepted/vxu-chinese-application-gb18030.hl7");

    Terser ack = read(acknowledgement.answer(received, Code.AA, List.of(), "X1", NOW), "GB18030");

    assertThat(ack.get("/MSA-1")).isEqualTo("AA");
    assertThat(ack.get("/MSA-2")).isEqualTo("V0003");
    assertThat(ack.get("/MSA-3")).isNull();
    assertThat(ack.get("/MSH-5")).isEqualTo("珅玘卫生信息系统");
    assertThat(ack.get("/MSH-6")).isEqualTo("瓅玕乡镇卫生院");
    assertThat(ack.get("/MSH-3")).isEqualTo("XIANGQIAO");
    assertThat(ack.get("/MSH-7")).isEqualTo("20261122100000+0800");
    assertThat(ack.get("/MSH-9-1")).isEqualTo("ACK");
    assertThat(ack.get("/MSH-9-2")).isEqualTo("V04");
    assertThat(ack.get("/MSH-10")).isEqualTo("X1");
    assertThat(ack.get("/MSH-12")).isEqualTo("2.5");
    assertThat(ack.get("/MSH-18")).isEqualTo("GBK");
  }

  @Test
  void namesSegmentFieldAndReasonOfEveryProblem() throws Exception {
    DecodedMessage received = decoded("hl7v2/refused/bad-checksum.hl7");

    Terser ack =
        read(
            acknowledgement.answer(
                received,
                Code.AE,
                List.of(
                    MappingProblem.of("PID-3[2].1", "identity-card.checksum"),
                    MappingProblem.of("RXA[3]-5", "vaccine-code.unknown", "YG10"),
                    MappingProblem.of("Bundle.entry[1]", "dose.duplicate", "RXA[1]")),
                "X2",
                NOW),
            "UTF-8");

    assertThat(ack.get("/MSA-1")).isEqualTo("AE");
    assertThat(ack.get("/MSA-3")).isEqualTo("居民身份证号的校验码错误（GB 11643）。");
    assertThat(ack.get("/ERR(0)-2-1")).isEqualTo("PID");
    assertThat(ack.get("/ERR(0)-2-2")).isEqualTo("1");
    assertThat(ack.get("/ERR(0)-2-3")).isEqualTo("3");
    assertThat(ack.get("/ERR(0)-2-4")).isEqualTo("2");
    assertThat(ack.get("/ERR(0)-2-5")).isEqualTo("1");
    assertThat(ack.get("/ERR(0)-3-1")).isEqualTo("102");
    assertThat(ack.get("/ERR(0)-3-3")).isEqualTo("HL70357");
    assertThat(ack.get("/ERR(0)-4")).isEqualTo("E");
    assertThat(ack.get("/ERR(0)-5-1")).isEqualTo("identity-card.checksum");
    assertThat(ack.get("/ERR(1)-2-1")).isEqualTo("RXA");
    assertThat(ack.get("/ERR(1)-2-2")).isEqualTo("3");
    assertThat(ack.get("/ERR(1)-2-3")).isEqualTo("5");
    assertThat(ack.get("/ERR(1)-3-1")).isEqualTo("103");
    assertThat(ack.get("/ERR(1)-8"))
        .contains("疫苗编码YG10不在国家四位疫苗产品编码表中")
        .contains("Vaccine code YG10 is not in the national table");
    assertThat(ack.get("/ERR(2)-2-1")).isNull();
    assertThat(ack.get("/ERR(2)-7")).startsWith("Bundle.entry[1]");
  }

  @Test
  void version24GetsTheOldForm() throws Exception {
    DecodedMessage received = decoded("hl7v2/accepted/vxu-gb18030.hl7");

    Terser ack =
        read(
            acknowledgement.answer(
                received,
                Code.AE,
                List.of(
                    MappingProblem.of("PID-5", "patient.name-missing"),
                    MappingProblem.of("RXA[2]-3", "dose-time.future")),
                "X3",
                NOW),
            "GB18030");

    assertThat(ack.get("/MSH-12")).isEqualTo("2.4");
    assertThat(ack.get("/MSH-18")).isEqualTo("GB 18030-2000");
    assertThat(ack.get("/ERR-1(0)-1")).isEqualTo("PID");
    assertThat(ack.get("/ERR-1(0)-3")).isEqualTo("5");
    assertThat(ack.get("/ERR-1(0)-4-1")).isEqualTo("101");
    assertThat(ack.get("/ERR-1(0)-4-4")).isEqualTo("patient.name-missing");
    assertThat(ack.get("/ERR-1(1)-1")).isEqualTo("RXA");
    assertThat(ack.get("/ERR-1(1)-2")).isEqualTo("2");
    assertThat(ack.get("/ERR-1(1)-4-5")).contains("接种时间在将来");
  }

  @Test
  void whatCannotBeReadIsAnsweredToo() throws Exception {
    DecodedMessage received = decoded("hl7v2/refused/not-hl7.hl7");

    Terser ack =
        read(
            acknowledgement.answer(
                received,
                Code.AR,
                List.of(MappingProblem.of("MSH", "message.unparseable")),
                "X4",
                NOW),
            "UTF-8");

    assertThat(ack.get("/MSA-1")).isEqualTo("AR");
    assertThat(ack.get("/ERR(0)-2-1")).isEqualTo("MSH");
    assertThat(ack.get("/ERR(0)-3-1")).isEqualTo("100");
  }

  @Test
  void aRuleWithoutTextIsAnsweredNevertheless() throws Exception {
    DecodedMessage received = decoded("hl7v2/accepted/vxu-update.hl7");

    Terser ack =
        read(
            acknowledgement.answer(
                received, Code.AE, List.of(MappingProblem.of("", "some.rule")), "X5", NOW),
            "UTF-8");

    assertThat(ack.get("/ERR(0)-3-1")).isEqualTo("207");
    assertThat(ack.get("/ERR(0)-5-1")).isEqualTo("some.rule");
  }

  /** Every rule that a mapped message can break has its HL7 code, and every code its text. */
  @Test
  void errorCodesAndTextsAreComplete() {
    Set<String> conditions =
        CsvResource.rows(Hl7v2AcknowledgementTest.class, "error-conditions.csv").stream()
            .map(row -> row.get("code"))
            .collect(Collectors.toSet());
    List<java.util.Map<String, String>> rules =
        CsvResource.rows(Hl7v2AcknowledgementTest.class, "error-codes.csv");
    assertThat(rules).allSatisfy(row -> assertThat(conditions).contains(row.get("code")));

    Set<String> texts =
        new TreeSet<>(
            java.util.ResourceBundle.getBundle("org.xiangqiao.mappings.problems").keySet());
    Set<String> ofHl7 =
        texts.stream()
            .filter(key -> !key.endsWith(".remedy"))
            .filter(key -> !key.startsWith("county.") && !key.startsWith("insurance."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rules.stream().map(row -> row.get("rule")).collect(Collectors.toSet()))
        .isEqualTo(ofHl7);
    assertThat(
            java.util.ResourceBundle.getBundle(
                    "org.xiangqiao.mappings.problems", java.util.Locale.CHINESE)
                .keySet())
        .isEqualTo(texts);
    // Faults of a profile's file say what its writer has to put there.
    assertThat(
            texts.stream()
                .filter(key -> !key.endsWith(".remedy"))
                .filter(key -> !key.startsWith("insurance.profile.")))
        .allSatisfy(key -> assertThat(texts).contains(key + ".remedy"));
  }

  private DecodedMessage decoded(String file) {
    return mapping.decode(GoldenFiles.bytes(file)).message();
  }

  private Terser read(byte[] answer, String charset) throws Exception {
    assertThat(answer[answer.length - 1]).isEqualTo((byte) '\r');
    String text = new String(answer, Charset.forName(charset));
    assertThat(text).doesNotContain("\uFFFD");
    assertThat(text.getBytes(Charset.forName(charset))).isEqualTo(answer);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
    return new Terser(sender.getPipeParser().parse(text));
  }
}
