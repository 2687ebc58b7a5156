package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xiangqiao.terminology.CodeTables;

class MessageDecoderTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Common characters, and some whose second GB18030 byte is | ^ \ ~. */
  private static final String FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗珅玘玕瓅珇";

  private final Hl7v2Mapping mapping = new TownshipHl7v2Mapping(CodeTables.load());
  private final Hl7v2Mapping gbByDefault = new TownshipHl7v2Mapping(CodeTables.load(), GB18030);

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> given =
        Arbitraries.strings().withCharRange('\u4e00', '\u9fa5').ofMinLength(1).ofMaxLength(3);
    return Arbitraries.of(FAMILY.split("")).flatMap(family -> given.map(g -> family + g));
  }

  @Property(tries = 500)
  void anyChineseTextDecodesEqualFromBothCharacterSets(
      @ForAll("names") String application,
      @ForAll("names") String resident,
      @ForAll("names") String guardian) {
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, GB18030}) {
      String text = message(application, charset.name(), resident, guardian);
      DecodingResult result = mapping.decode(text.getBytes(charset));
      assertThat(result.problem()).isNull();
      assertThat(result.message().text()).isEqualTo(text);
      assertThat(result.message().charset()).isEqualTo(charset.name());
      assertThat(result.message().sendingApplication()).isEqualTo(application);
      assertThat(result.message().controlId()).isEqualTo("1");
    }
  }

  @Property(tries = 100)
  void theSameResidentComesOutOfBothCharacterSets(
      @ForAll("names") String application, @ForAll("names") String resident) {
    String utf8 = message(application, "UTF-8", resident, "冯小青");
    String gb18030 = message(application, "GB18030", resident, "冯小青");
    assertThat(bundle(utf8.getBytes(StandardCharsets.UTF_8)))
        .contains(resident)
        .isEqualTo(bundle(gb18030.getBytes(GB18030)));
  }

  @Property(tries = 200)
  void declaredWronglyIsRefusedAndNotTurnedIntoRubbish(@ForAll("names") String resident) {
    DecodingResult result =
        mapping.decode(message("青山卫生信息系统", "UNICODE UTF-8", resident, "冯小青").getBytes(GB18030));
    assertThat(result.problem().rule()).isEqualTo("charset.malformed");
    assertThat(result.problem().place()).isEqualTo("MSH-18");
  }

  @Example
  void withoutDeclarationTheConfiguredCharacterSetIsUsed() {
    String text = message("青山卫生信息系统", "", "陈瓅玕", "冯小青");
    assertThat(mapping.decode(text.getBytes(StandardCharsets.UTF_8)).problem()).isNull();
    assertThat(gbByDefault.decode(text.getBytes(GB18030)).message().text()).isEqualTo(text);
    assertThat(mapping.decode(text.getBytes(GB18030)).problem().rule())
        .isEqualTo("charset.malformed");
  }

  @Example
  void aTruncatedCharacterIsRefused() {
    String text = message("EMR", "UTF-8", "陈瓅玕", "冯");
    byte[] whole = text.substring(0, text.indexOf("|51")).getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(mapping.decode(cut).problem().rule()).isEqualTo("charset.malformed");
  }

  @Example
  void byteOrderMarkAndLineFeedsAreNoObstacle() throws Exception {
    String text = message("EMR", "UTF-8", "陈瓅玕", "冯小青");
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    marked.write(text.replace("\r", "\r\n").getBytes(StandardCharsets.UTF_8));
    assertThat(mapping.decode(marked.toByteArray()).message().text()).isEqualTo(text);
    assertThat(
            mapping
                .decode(text.replace('\r', '\n').getBytes(StandardCharsets.UTF_8))
                .message()
                .text())
        .isEqualTo(text);
  }

  @Example
  void headerIsReadEvenWhenTheMessageCannotBeDecoded() {
    DecodedMessage message =
        mapping
            .decode(message("EMR", "BIG-5", "ZHAO", "FENG").getBytes(StandardCharsets.UTF_8))
            .message();
    assertThat(message.controlId()).isEqualTo("1");
    assertThat(message.messageType()).isEqualTo("ADT^A31");
    assertThat(message.sendingFacility()).isEqualTo("QINGSHAN");
    assertThat(message.version()).isEqualTo("2.5");
  }

  private String bundle(byte[] payload) {
    MappingResult result =
        mapping.map(
            TownshipHl7v2MappingTest.SENDER,
            mapping.decode(payload).message(),
            TownshipHl7v2MappingTest.RECEIVED);
    return ca.uhn.fhir.context.FhirContext.forR4Cached()
        .newJsonParser()
        .encodeResourceToString(((MappingResult.Mapped) result).transaction());
  }

  private static String message(
      String application, String charset, String resident, String guardian) {
    return "MSH|^~\\&|"
        + application
        + "|QINGSHAN|||20261122090000||ADT^A31^ADT_A05|1|P|2.5||||||"
        + charset
        + "\rEVN||20261122090000\rPID|1||P9^^^^MR||"
        + resident
        + "||20260101|M\rNK1|1|"
        + guardian
        + "|51\r";
  }
}
